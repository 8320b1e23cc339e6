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
  await app.queue.enqueueMany(
    processDelivery,
    deliveries.map(({ id }) => ({ deliveryId: String(id) })),
  );
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

/** What came in before the shop's first page load is carried out now. */
export async function requeueWaitingForInstall(
  app: App,
  shopId: string,
): Promise<void> {
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
    if (!last) return;
    await app.queue.enqueueMany(
      processDelivery,
      deliveries.map(({ id }) => ({ deliveryId: String(id) })),
    );
    after = last.id;
  }
}
