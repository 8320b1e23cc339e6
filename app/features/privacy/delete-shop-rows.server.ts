import { Prisma } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

const batchSize = 2_000;

// What a shop has besides its parcels, and may have much of; the rest goes with its row. stale_day: deleting a parcel
// makes some.
const tables = [
  "stale_day",
  "shipped_day",
  "delivered_day",
  "transit_time",
  "kept_sums",
  "company",
  "carrier_mapping",
  "deleted_order",
  "refresh",
  "audit_entry",
  "backfill",
  "bulk_action",
  "keydelivery_account",
];

/** A batch of what a shop without parcels still has goes. @returns how many rows; 0: only the shop's own is left */
export async function deleteShopRows(
  tx: Pick<Transaction, "$executeRaw">,
  shopId: string,
): Promise<number> {
  // Of parcels that another shop follows too.
  const pushes = await tx.$executeRaw`
    UPDATE push SET shop_id = NULL WHERE id IN (
      SELECT id FROM push WHERE shop_id = ${shopId}::uuid LIMIT ${batchSize})`;
  if (pushes > 0) return pushes;
  const items = await tx.$executeRaw`
    DELETE FROM backfill_item WHERE (backfill_id, gid) IN (
      SELECT backfill_id, gid FROM backfill JOIN backfill_item ON backfill_id = backfill.id
      WHERE backfill.shop_id = ${shopId}::uuid LIMIT ${batchSize})`;
  if (items > 0) return items;
  for (const table of tables) {
    const name = Prisma.raw(table);
    const count = await tx.$executeRaw`
      DELETE FROM ${name} WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM ${name} WHERE shop_id = ${shopId}::uuid LIMIT ${batchSize}))`;
    if (count > 0) return count;
  }
  return 0;
}

/** The shop's row goes, with the few that are left of it. */
export async function deleteShop(
  tx: Transaction,
  shopId: string,
): Promise<void> {
  // Whose turn it was on the operator's account.
  await tx.keyDeliveryAccount.updateMany({
    where: { servedShopId: shopId },
    data: { servedShopId: null },
  });
  await tx.shop.delete({ where: { id: shopId } });
}
