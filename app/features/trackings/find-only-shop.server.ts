import type { Transaction } from "#app/db.server.ts";

/** By ref the shop that alone follows what a callback URL was made for; none where several do, or nobody. */
export async function findOnlyShops(
  tx: Pick<Transaction, "$queryRaw">,
  refs: string[],
): Promise<Map<string, string>> {
  const shops = await tx.$queryRaw<{ ref: string; shopId: string }[]>`
    SELECT tracking.ref, min(shipment.shop_id::text) AS "shopId" FROM tracking
    JOIN shipment ON shipment.tracking_id = tracking.id WHERE tracking.ref = ANY(${refs})
    GROUP BY tracking.ref HAVING count(DISTINCT shipment.shop_id) = 1`;
  return new Map(shops.map(({ ref, shopId }) => [ref, shopId]));
}
