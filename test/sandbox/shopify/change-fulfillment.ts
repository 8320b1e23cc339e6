import { fulfillmentPayload } from "./payloads.ts";
import type { createWebhooks } from "./webhooks.ts";
import {
  createIds,
  gid,
  type SimulatedEvent,
  type SimulatedFulfillment,
} from "./world.ts";

export type ChangeOptions = {
  /** When it was recorded; now, unless history is made up. */
  at?: Date;
  /** Sends no webhook: for history, and for webhooks that Shopify lost. */
  quietly?: boolean;
};

export type FulfillmentChanges = ReturnType<typeof createFulfillmentChanges>;

/** Changes of fulfillments, whoever makes them: times are raised, and the webhook is sent. */
export function createFulfillmentChanges(
  webhooks: ReturnType<typeof createWebhooks>,
) {
  const eventId = createIds(8_300_400_500_601n);

  function tell(
    action: "create" | "update",
    fulfillment: SimulatedFulfillment,
    { quietly }: ChangeOptions = {},
  ) {
    if (quietly) return;
    webhooks.emit({
      topic: `fulfillments/${action}`,
      shop: fulfillment.order.shop.domain,
      resource: gid("Fulfillment", fulfillment.id),
      body: fulfillmentPayload(fulfillment, webhooks.habits),
    });
  }

  function change(
    fulfillment: SimulatedFulfillment,
    changes: Partial<Omit<SimulatedFulfillment, "displayStatus">>,
    options: ChangeOptions = {},
  ) {
    Object.assign(fulfillment, changes);
    raise(fulfillment, options.at);
    raise(fulfillment.order, options.at);
    tell("update", fulfillment, options);
  }

  return {
    tell,
    change,
    addEvent(
      fulfillment: SimulatedFulfillment,
      told: { status: string; happenedAt?: Date; message?: string | null },
      options: ChangeOptions = {},
    ): SimulatedEvent {
      const event = {
        id: eventId(),
        status: told.status,
        happenedAt: wholeSeconds(told.happenedAt ?? options.at ?? new Date()),
        message: told.message ?? null,
      };
      change(fulfillment, { events: [...fulfillment.events, event] }, options);
      return event;
    },
  };
}

/** As at Shopify, two changes within one second have the same time. */
export function raise(changed: { updatedAt: Date }, at = new Date()) {
  const changedAt = secondOf(at);
  if (changedAt > changed.updatedAt) changed.updatedAt = changedAt;
}

export const secondOf = (time: Date) =>
  new Date(Math.floor(time.getTime() / 1_000) * 1_000);

const wholeSeconds = (time: Date) => time.toISOString().replace(/\.\d+Z$/, "Z");
