import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { AppSecrets } from "./app-secrets.ts";
import type { ShopifyJournal } from "./journal.ts";

export type WebhookEvent = {
  topic: string;
  shop: string;
  resource: string;
  body: string;
};

export type DeliveryHabits = {
  /** Each delivery comes once more: the same event under another webhook id. */
  duplicate: boolean;
  /** What waits is sent in another order. */
  shuffle: boolean;
  /** A fulfillment's has all that Shopify knows of it, as without include_fields. */
  uncut: boolean;
};

/**
 * Shopify's side of webhooks: signed, five seconds for an answer, eight more tries on a fast clock: each wait
 * is twice as long as the one before.
 * Deliveries can be held back, then released all at once.
 */
export function createWebhooks(options: {
  secrets: Pick<AppSecrets, "signing">;
  journal: ShopifyJournal;
  /** Before the first of them. */
  retryDelayMs: number;
}) {
  const habits: DeliveryHabits = {
    duplicate: false,
    shuffle: false,
    uncut: false,
  };
  const underWay = new Set<Promise<void>>();
  let held: (() => Promise<void>)[] | undefined;
  let appUrl: string | undefined;
  let lastTriggered = 0;

  function emit(event: WebhookEvent) {
    const eventId = randomUUID();
    // Shopify's has nanoseconds: no two are the same.
    lastTriggered = Math.max(Date.now(), lastTriggered + 1);
    const triggeredAt = new Date(lastTriggered).toISOString();
    for (let copy = 0; copy < (habits.duplicate ? 2 : 1); copy++) {
      const webhookId = randomUUID();
      const send = () => deliver(event, { eventId, webhookId, triggeredAt });
      if (held) held.push(send);
      else start(send);
    }
  }

  function start(send: () => Promise<void>) {
    const sending = send().finally(() => underWay.delete(sending));
    underWay.add(sending);
  }

  async function deliver(
    event: WebhookEvent,
    ids: { eventId: string; webhookId: string; triggeredAt: string },
  ) {
    for (let attempt = 0; attempt <= 8; attempt++) {
      if (attempt > 0) await sleep(options.retryDelayMs * 2 ** (attempt - 1));
      const status = await post(event, ids);
      options.journal.deliveries.push({
        topic: event.topic,
        shop: event.shop,
        resource: event.resource,
        webhookId: ids.webhookId,
        eventId: ids.eventId,
        status,
        at: Date.now(),
      });
      if (status >= 200 && status < 300) return;
    }
  }

  async function post(
    event: WebhookEvent,
    ids: { eventId: string; webhookId: string; triggeredAt: string },
  ) {
    if (!appUrl) throw new Error("the simulator was not told where the app is");
    try {
      const response = await fetch(`${appUrl}/webhooks/shopify`, {
        method: "POST",
        body: event.body,
        headers: {
          "content-type": "application/json",
          "x-shopify-topic": event.topic,
          "x-shopify-hmac-sha256": createHmac(
            "sha256",
            options.secrets.signing(),
          )
            .update(event.body)
            .digest("base64"),
          "x-shopify-shop-domain": event.shop,
          "x-shopify-api-version": "2026-10",
          "x-shopify-webhook-id": ids.webhookId,
          "x-shopify-event-id": ids.eventId,
          "x-shopify-triggered-at": ids.triggeredAt,
        },
        signal: AbortSignal.timeout(5_000),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  return {
    habits,
    emit,
    sendTo(url: string) {
      appUrl = url;
    },
    hold() {
      held ??= [];
    },
    release() {
      const waiting = held ?? [];
      held = undefined;
      if (habits.shuffle) waiting.sort(() => Math.random() - 0.5);
      waiting.forEach(start);
    },
    /** Resolves when every delivery was answered or given up. */
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
