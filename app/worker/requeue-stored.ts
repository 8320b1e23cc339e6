import type { App } from "#app/app-context.ts";
import {
  processDelivery,
  processPush,
  redactOrders,
} from "#app/jobs/definitions.ts";
import { openOutcomes, underWay, waitingForInstall } from "./topic-handler.ts";

const perRun = 1_000;
// Longer than all retries of the job that was stored with the row.
const restMs = 2 * 3_600_000;

/**
 * Stored deliveries and pushes whose job used up its retries get another.
 * A second job for the same row does nothing: whoever comes first marks the row.
 */
export async function requeueStored(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - restMs);
  const open = { processedAt: null, receivedAt: { lt: before } };
  const oldest = { orderBy: { receivedAt: "asc" }, take: perRun } as const;
  const deliveries = await app.db.webhookDelivery.findMany({
    where: {
      ...open,
      OR: [{ outcome: null }, { outcome: { notIn: [...openOutcomes] } }],
    },
    ...oldest,
    select: { id: true },
  });
  await carryOutAgain(app, deliveries);
  await carryOutAgain(app, await waitingInVain(app, before));
  // Apart, because any number of them can be under way.
  const redactions = await app.db.webhookDelivery.findMany({
    where: { ...open, outcome: underWay },
    ...oldest,
    select: { id: true },
  });
  for (const { id } of redactions)
    await app.queue.enqueue(
      redactOrders,
      { deliveryId: String(id) },
      { singletonKey: String(id) },
    );
  const pushes = await app.db.push.findMany({
    where: open,
    ...oldest,
    select: { id: true },
  });
  await app.queue.enqueueMany(
    processPush,
    pushes.map(({ id }) => ({ pushId: String(id) })),
  );
}

/** Of shops that have the app: found no shop while it was being installed, or used up their retries since. */
const waitingInVain = (app: App, before: Date) =>
  app.db.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM webhook_delivery
    WHERE processed_at IS NULL AND received_at < ${before} AND outcome = ${waitingForInstall}
      AND EXISTS (SELECT 1 FROM shop WHERE domain = shop_domain AND state <> 'uninstalled')
    ORDER BY received_at LIMIT ${perRun}`;

const carryOutAgain = ({ queue }: App, deliveries: { id: bigint }[]) =>
  queue.enqueueMany(
    processDelivery,
    deliveries.map(({ id }) => ({ deliveryId: String(id) })),
  );

/** What came in before the shop's first page load is carried out now. Answers which shop it is. */
export async function requeueWaitingForInstall(
  app: App,
  shopId: string,
): Promise<{ domain: string }> {
  const shop = await app.db.shop.findUniqueOrThrow({ where: { id: shopId } });
  let after = 0n;
  for (;;) {
    const deliveries = await app.db.webhookDelivery.findMany({
      where: {
        shopDomain: shop.domain,
        processedAt: null,
        outcome: waitingForInstall,
        id: { gt: after },
      },
      orderBy: { id: "asc" },
      take: perRun,
      select: { id: true },
    });
    const last = deliveries.at(-1);
    if (!last) return shop;
    await carryOutAgain(app, deliveries);
    after = last.id;
  }
}
