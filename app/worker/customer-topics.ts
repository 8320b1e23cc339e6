import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import type { WebhookTopic } from "#app/domain/webhook-topics.ts";
import {
  blankDelivery,
  keepOfRequest,
} from "#app/features/privacy/blank-deliveries.server.ts";
import {
  customerRedactPayload,
  dataRequestPayload,
} from "#app/features/privacy/compliance-payloads.ts";
import { exportCustomerData } from "#app/features/privacy/export-customer-data.server.ts";
import { processDelivery, redactOrders } from "#app/jobs/definitions.ts";
import {
  underWay,
  waitingForInstall,
  type OpenDelivery,
  type TopicHandler,
} from "./topic-handler.ts";

// What waited for the install is carried out within minutes of it, or not without a person.
const takingUpMs = 3_600_000;
const againMs = 60_000;

const dataRequested: TopicHandler = async (app, tx, delivery, payload) => {
  const request = dataRequestPayload.parse(payload);
  const shop = await tx.shop.findUnique({
    where: { domain: delivery.shopDomain },
    select: { id: true, installedAt: true },
  });
  const isTakingUp = shop && (await waitsStill(app, tx, delivery, shop));
  if (!shop || isTakingUp) {
    await keepOfRequest(tx, delivery.id, {
      shop_domain: delivery.shopDomain,
      orders_requested: idsOf(request.orders_requested),
      data_request: request.data_request,
    });
    if (isTakingUp) await tryAgain(app, tx, delivery);
    return { outcome: waitingForInstall };
  }
  await blankDelivery(tx, delivery.id);
  await exportCustomerData(tx, {
    shopId: shop.id,
    requestId: request.data_request.id,
    orderGids: request.orders_requested,
    now: app.clock.now(),
  });
  return { outcome: "recorded" };
};

// Fulfillments that waited for the install like the request, and may be what it asks for.
async function waitsStill(
  { clock }: App,
  tx: Transaction,
  { shopDomain }: OpenDelivery,
  { installedAt }: { installedAt: Date },
) {
  if (clock.now().getTime() - installedAt.getTime() > takingUpMs) return false;
  const waiting = await tx.webhookDelivery.findFirst({
    where: {
      shopDomain,
      processedAt: null,
      outcome: waitingForInstall,
      topic: { startsWith: "fulfillments/" },
    },
    select: { id: true },
  });
  return waiting !== null;
}

const tryAgain = ({ queue, clock }: App, tx: Transaction, of: OpenDelivery) =>
  queue.enqueue(
    processDelivery,
    { deliveryId: String(of.id) },
    { tx, startAfter: new Date(clock.now().getTime() + againMs) },
  );

// A job does it, because the orders may stand in any of the shop's deliveries.
const customerRedacted: TopicHandler = async (app, tx, delivery, payload) => {
  const { orders_to_redact: orderGids } = customerRedactPayload.parse(payload);
  if (orderGids.length === 0) {
    await blankDelivery(tx, delivery.id);
    return { outcome: "nothing_held" };
  }
  await keepOfRequest(tx, delivery.id, {
    shop_domain: delivery.shopDomain,
    orders_to_redact: idsOf(orderGids),
  });
  const deliveryId = String(delivery.id);
  await app.queue.enqueue(
    redactOrders,
    { deliveryId },
    { tx, singletonKey: deliveryId },
  );
  return { outcome: underWay };
};

const idsOf = (gids: string[]) => gids.map((gid) => gid.split("/").at(-1));

/** What is asked for the people behind a shop's orders. The bodies name them: of these, only what tells the orders stays. */
export const customerTopics = {
  "customers/data_request": dataRequested,
  "customers/redact": customerRedacted,
} satisfies Partial<Record<WebhookTopic, TopicHandler>>;
