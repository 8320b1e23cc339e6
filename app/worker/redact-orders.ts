import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { parseJson } from "#app/domain/parse-json.ts";
import {
  blankDeliveries,
  blankDelivery,
  type DeliveryPlace,
} from "#app/features/privacy/blank-deliveries.server.ts";
import { customerRedactPayload } from "#app/features/privacy/compliance-payloads.ts";
import { redactCustomer } from "#app/features/privacy/redact-customer.server.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import { redactOrders as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";

const workMs = 20_000;
const ordersAtOnce = 50;
// A second or less, but on a database that has much else to do.
const slowly = { timeout: 20_000 };

type Work = { app: App; shopDomain: string; orderGids: string[] };

/**
 * A slice of customers/redact, in transactions of a second or less. The shop's deliveries first, those too that wait for the
 * shop to open the app: after that none can bring an order back, and what they brought meanwhile is redacted.
 */
export async function redactOrders(
  app: App,
  { deliveryId, after: from }: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<JobNote> {
  const delivery = await app.db.webhookDelivery.findFirst({
    where: { id: BigInt(deliveryId), processedAt: null },
  });
  if (!delivery) return { outcome: "done_before" };
  const { shopDomain } = delivery;
  const request = parseJson(Buffer.from(delivery.body).toString("utf8"));
  const { orders_to_redact: orderGids } = customerRedactPayload.parse(request);
  const work = { app, shopDomain, orderGids };
  const after = await blankAll(work, placeOf(from), signal);
  if (after) {
    await app.queue.enqueue(
      job,
      { deliveryId, after: textOf(after) },
      // By its place: one that is found as lost begins anew, and must not take this one's place.
      { singletonKey: `${deliveryId} ${after.id}` },
    );
    return { shop: shopDomain, outcome: "goes_on" };
  }
  await redactAll(work);
  const done = { outcome: "recorded", processedAt: app.clock.now() };
  const { id } = delivery;
  await inTransaction(
    app.db,
    async (tx) => {
      await blankDelivery(tx, id);
      await tx.webhookDelivery.updateMany({ where: { id }, data: done });
    },
    slowly,
  );
  return { shop: shopDomain, outcome: done.outcome };
}

async function blankAll(
  { app, shopDomain, orderGids }: Work,
  from: DeliveryPlace | undefined,
  signal: AbortSignal,
) {
  const fulfillments = await app.db.fulfillment.findMany({
    where: { shop: { domain: shopDomain }, orderGid: { in: orderGids } },
    select: { gid: true },
  });
  const gids = [...orderGids, ...fulfillments.map(({ gid }) => gid)];
  const endsAt = Date.now() + workMs;
  let after = from;
  do {
    const asked = { shopDomain, gids, ...(after && { after }) };
    after = await inTransaction(
      app.db,
      (tx) => blankDeliveries(tx, asked),
      slowly,
    );
  } while (after && !signal.aborted && Date.now() < endsAt);
  return after;
}

async function redactAll({ app, shopDomain, orderGids }: Work) {
  const redactSome = async (tx: Transaction, some: string[]) => {
    const shop = await tx.shop.findUnique({
      where: { domain: shopDomain },
      select: { id: true },
    });
    if (!shop) return;
    const released = await redactCustomer(tx, {
      shopId: shop.id,
      orderGids: some,
      now: app.clock.now(),
    });
    await releaseTrackings(tx, released);
  };
  for (let at = 0; at < orderGids.length; at += ordersAtOnce) {
    const some = orderGids.slice(at, at + ordersAtOnce);
    await inTransaction(app.db, (tx) => redactSome(tx, some), slowly);
  }
}

const placeOf = (after: z.output<typeof job.schema>["after"]) =>
  after && { receivedAt: new Date(after.receivedAt), id: BigInt(after.id) };

const textOf = ({ receivedAt, id }: DeliveryPlace) => ({
  receivedAt: receivedAt.toISOString(),
  id: String(id),
});
