import type { Transaction } from "#app/db.server.ts";

/** The shop that alone follows what a callback URL was made for; null where several do, or none. */
export async function findOnlyShop(
  tx: Pick<Transaction, "$queryRaw">,
  ref: string,
): Promise<string | null> {
  const shops = await tx.$queryRaw<{ shopId: string }[]>`
    SELECT DISTINCT shipment.shop_id AS "shopId" FROM tracking
    JOIN shipment ON shipment.tracking_id = tracking.id WHERE tracking.ref = ${ref} LIMIT 2`;
  return shops.length === 1 ? (shops[0]?.shopId ?? null) : null;
}
