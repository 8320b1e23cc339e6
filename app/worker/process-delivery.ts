import { z } from "zod";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { parseJson } from "#app/domain/parse-json.ts";
import {
  isWebhookTopic,
  type WebhookTopic,
} from "#app/domain/webhook-topics.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";
import { endDeletedOrder } from "./end-deleted-order.ts";
import { lifecycleTopics } from "./lifecycle-topics.ts";
import { recordDeliveredFulfillment } from "./record-delivered-fulfillment.ts";
import {
  openOutcomes,
  type DeliveryOutcome,
  type OpenDelivery,
  type TopicHandler,
} from "./topic-handler.ts";

const handlers: Record<WebhookTopic, TopicHandler> = {
  "fulfillments/create": recordDeliveredFulfillment,
  "fulfillments/update": recordDeliveredFulfillment,
  "orders/delete": endDeletedOrder,
  ...lifecycleTopics,
};

/** Carries a stored delivery out: all rows and the mark that it is done, in one transaction. */
export async function processDelivery(
  app: App,
  { deliveryId }: { deliveryId: string },
): Promise<JobNote> {
  const { wake, note } = await app.db.$transaction(
    async (tx) => {
      const delivery = await lockDelivery(app, tx, deliveryId);
      if (!delivery) return { wake: [], note: { outcome: "done_before" } };
      const done = await carryOut(app, tx, delivery);
      await tx.webhookDelivery.updateMany({
        where: { id: delivery.id },
        data: {
          outcome: done.outcome,
          processedAt: openOutcomes.has(done.outcome) ? null : app.clock.now(),
        },
      });
      return {
        wake: done.wake ?? [],
        note: noteOf(delivery, done.outcome),
      };
    },
    { timeout: 20_000 },
  );
  await wakeAccounts(app, wake);
  return note;
}

const noteOf = (
  { shopDomain: shop, topic, webhookId }: OpenDelivery,
  outcome: string,
): JobNote => ({ shop, topic, webhookId, outcome });

async function carryOut(
  app: App,
  tx: Transaction,
  delivery: OpenDelivery,
): Promise<DeliveryOutcome> {
  if (!isWebhookTopic(delivery.topic)) return { outcome: "unknown_topic" };
  const handler = handlers[delivery.topic];
  let payload: unknown;
  try {
    payload = parseJson(Buffer.from(delivery.body, "base64").toString("utf8"));
  } catch {
    return { outcome: "unreadable" };
  }
  if (!isBodyOfShop(payload, delivery.shopDomain))
    return { outcome: "shop_mismatch" };
  try {
    return await handler(app, tx, delivery, payload);
  } catch (error) {
    // The sender cannot mend it, and neither can trying again: kept for a person and a replay.
    if (error instanceof z.ZodError) return { outcome: "unreadable" };
    throw error;
  }
}

async function lockDelivery(
  { tracing }: App,
  tx: Transaction,
  deliveryId: string,
) {
  const id = BigInt(deliveryId);
  const [delivery] = await tx.$queryRaw<OpenDelivery[]>`
    SELECT id, shop_domain AS "shopDomain", topic, webhook_id AS "webhookId", triggered_at AS "triggeredAt",
      received_at AS "receivedAt", encode(body, 'base64') AS body, encode(dedupe_key, 'base64') AS key
    FROM webhook_delivery WHERE id = ${id} AND processed_at IS NULL FOR UPDATE`;
  if (delivery) tracing.causedBy(Buffer.from(delivery.key, "base64"));
  return delivery;
}

const bodyShop = z.object({
  shop_domain: z.string().optional(),
  myshopify_domain: z.string().optional(),
});

// The HMAC does not cover the headers: a body that names another shop than its header was moved.
function isBodyOfShop(payload: unknown, shopDomain: string) {
  const named = bodyShop.safeParse(payload);
  if (!named.success) return true;
  const { shop_domain, myshopify_domain } = named.data;
  return [shop_domain, myshopify_domain].every(
    (domain) => domain === undefined || domain === shopDomain,
  );
}
