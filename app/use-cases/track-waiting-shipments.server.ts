import type { App } from "#app/app-context.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { trackShipment } from "./track-shipment.server.ts";

const batchSize = 200;

/**
 * Moves the shop's shipments that are not registered yet to the account that serves it now, in batches.
 * @returns that account
 */
export async function trackWaitingShipments(
  app: App,
  shopId: string,
): Promise<string | undefined> {
  const account = await findServingAccount(app.db, shopId);
  if (!account) return undefined;
  let after = "";
  for (;;) {
    const batch = await waitingElsewhere(app, shopId, account.id, after);
    for (const { id, fulfillmentId } of batch)
      await moveShipment(app, shopId, { id, fulfillmentId });
    const last = batch.at(-1);
    if (!last || batch.length < batchSize) return account.id;
    after = last.id;
  }
}

function waitingElsewhere(
  app: App,
  shopId: string,
  accountId: string,
  after: string,
) {
  return app.db.shipment.findMany({
    where: {
      shopId,
      endedAt: null,
      hold: "none",
      ...(after && { id: { gt: after } }),
      OR: [
        { trackingId: null },
        {
          tracking: {
            accountId: { not: accountId },
            registration: { in: ["waiting", "failed", "dormant"] },
          },
        },
      ],
    },
    orderBy: { id: "asc" },
    take: batchSize,
    select: { id: true, fulfillmentId: true },
  });
}

async function moveShipment(
  app: App,
  shopId: string,
  asked: { id: string; fulfillmentId: string },
) {
  await app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM fulfillment WHERE id = ${asked.fulfillmentId}::uuid FOR UPDATE`;
    const shipment = await tx.shipment.findFirst({
      where: { id: asked.id, shopId, endedAt: null, hold: "none" },
      include: { fulfillment: { select: { trackingCompany: true } } },
    });
    if (!shipment) return;
    await trackShipment(tx, app.callbackTokens, shipment, {
      // It passed the switch when it came.
      shop: { id: shopId, automaticRegistration: true },
      company: shipment.fulfillment.trackingCompany,
      priority: 0,
      now: app.clock.now(),
    });
  });
}
