import type { Transaction } from "#app/db.server.ts";
import { deleteUnneededTrackings } from "./delete-unneeded-trackings.server.ts";

const batchSize = 5_000;

/**
 * Deletes everything of a shop, 48 hours after it left. One that installed the app again since keeps its data.
 * Returns whether anything was deleted.
 */
export async function redactShop(
  tx: Transaction,
  asked: { domain: string; triggeredAt: Date | null },
): Promise<boolean> {
  const shop = await tx.shop.findUnique({ where: { domain: asked.domain } });
  const returned =
    shop !== null &&
    asked.triggeredAt !== null &&
    asked.triggeredAt < shop.installedAt;
  if (returned) return false;
  await tx.session.deleteMany({ where: { shop: asked.domain } });
  if (shop) {
    while ((await deleteShipments(tx, shop.id)) === batchSize);
    await deleteOwnTrackings(tx, shop.id);
    await tx.shop.delete({ where: { id: shop.id } });
  }
  await tx.webhookDelivery.deleteMany({ where: { shopDomain: asked.domain } });
  return true;
}

async function deleteShipments(tx: Transaction, shopId: string) {
  const shipments = await tx.shipment.findMany({
    where: { shopId },
    select: { id: true, trackingId: true },
    take: batchSize,
  });
  await tx.shipment.deleteMany({
    where: { id: { in: shipments.map(({ id }) => id) } },
  });
  await deleteUnneededTrackings(
    tx,
    shipments.flatMap(({ trackingId }) => trackingId ?? []),
  );
  return shipments.length;
}

// What the shop asked for and no shipment refers to any more, and all of its own accounts.
async function deleteOwnTrackings(tx: Transaction, shopId: string) {
  const trackings = await tx.tracking.findMany({
    where: { OR: [{ shopId }, { account: { shopId } }] },
    select: { id: true },
  });
  await deleteUnneededTrackings(
    tx,
    trackings.map(({ id }) => id),
  );
}
