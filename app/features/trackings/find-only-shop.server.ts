import type { Transaction } from "#app/db.server.ts";

export type OnlyShop = { id: string; domain: string };

/** By ref the shop that alone follows what a callback URL was made for; none where several do, or nobody. */
export async function findOnlyShops(
  tx: Pick<Transaction, "$queryRaw">,
  refs: string[],
): Promise<Map<string, OnlyShop>> {
  const shops = await tx.$queryRaw<(OnlyShop & { ref: string })[]>`
    SELECT tracking.ref, min(shop.id::text) AS id, min(shop.domain) AS domain FROM tracking
    JOIN shipment ON shipment.tracking_id = tracking.id JOIN shop ON shop.id = shipment.shop_id
    WHERE tracking.ref = ANY(${refs})
    GROUP BY tracking.ref HAVING count(DISTINCT shop.id) = 1`;
  return new Map(shops.map(({ ref, ...shop }) => [ref, shop]));
}
