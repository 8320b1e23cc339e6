import type { Transaction } from "#app/db.server.ts";
import { deleteSpareTrackings } from "./delete-fulfillments.server.ts";
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
  const { domain, triggeredAt } = asked;
  // A shop that installs the app again meanwhile waits for the end, and begins anew.
  await tx.$queryRaw`SELECT id FROM shop WHERE domain = ${domain} FOR UPDATE`;
  const shop = await tx.shop.findUnique({ where: { domain } });
  if (shop && triggeredAt && triggeredAt < shop.installedAt) return false;
  await tx.session.deleteMany({ where: { shop: domain } });
  if (shop) {
    while ((await deleteShipments(tx, shop.id)) === batchSize);
    await deleteOwnTrackings(tx, shop.id);
    // Of parcels that another shop follows too.
    await tx.push.updateMany({
      where: { shopId: shop.id },
      data: { shopId: null },
    });
    // Whose turn it was on the operator's account.
    await tx.keyDeliveryAccount.updateMany({
      where: { servedShopId: shop.id },
      data: { servedShopId: null },
    });
    await tx.shop.delete({ where: { id: shop.id } });
  }
  await tx.webhookDelivery.deleteMany({ where: { shopDomain: domain } });
  return true;
}

async function deleteShipments(tx: Transaction, shopId: string) {
  const gone = await tx.$queryRaw<{ trackingId: string | null }[]>`
    DELETE FROM shipment WHERE id IN (
      SELECT id FROM shipment WHERE shop_id = ${shopId}::uuid LIMIT ${batchSize})
    RETURNING tracking_id AS "trackingId"`;
  await deleteUnneededTrackings(
    tx,
    gone.flatMap(({ trackingId }) => trackingId ?? []),
  );
  return gone.length;
}

// What the shop asked for and no shipment refers to any more, and all of its own accounts.
async function deleteOwnTrackings(tx: Transaction, shopId: string) {
  let after: string | undefined;
  do {
    after = await deleteSpareTrackings(tx, { shopId, after, limit: batchSize });
  } while (after !== undefined);
}
