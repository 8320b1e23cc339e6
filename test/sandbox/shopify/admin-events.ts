import { GraphQLError } from "graphql";
import { findVisibleFulfillment, requireScope, type Asker } from "./asker.ts";
import type { FulfillmentChanges } from "./change-fulfillment.ts";
import type { ShopifyJournal } from "./journal.ts";
import { eventNode } from "./order-nodes.ts";

type World = { journal: ShopifyJournal; changes: FulfillmentChanges };

type EventInput = {
  fulfillmentId: string;
  status: string;
  happenedAt?: string | null;
  message?: string | null;
};

/** Mutation.fulfillmentEventCreate: not idempotent, and echoed as fulfillments/update. */
export function eventMutations({ journal, changes }: World, asker: Asker) {
  return {
    fulfillmentEventCreate(asked: { fulfillmentEvent: EventInput }) {
      requireScope(asker, "write_fulfillments", "fulfillmentEventCreate");
      const { fulfillmentId, status, happenedAt, message } =
        asked.fulfillmentEvent;
      const time = happenedAt == null ? undefined : readTime(happenedAt);
      const fulfillment = findVisibleFulfillment(asker, fulfillmentId);
      if (!fulfillment) return refusal;
      const told = { status, happenedAt: time, message };
      const event = changes.addEvent(fulfillment, told);
      journal.events.push({
        shop: asker.shop.domain,
        fulfillment: fulfillmentId,
        status,
        happenedAt: event.happenedAt,
        message: event.message,
      });
      return { fulfillmentEvent: eventNode(event), userErrors: [] };
    },
  };
}

const refusal = {
  fulfillmentEvent: null,
  userErrors: [
    {
      field: ["fulfillmentEvent", "fulfillmentId"],
      message: "Fulfillment does not exist.",
    },
  ],
};

function readTime(text: string) {
  const isExact = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  const time = new Date(text);
  if (!isExact.test(text) || Number.isNaN(time.getTime()))
    throw new GraphQLError(`invalid DateTime '${text}'`);
  return time;
}
