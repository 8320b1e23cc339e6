import type { Database } from "#app/db.server.ts";

/** When each of these fulfillments was last changed, as far as it is known; by gid. */
export async function findKnownFulfillments(
  db: Database,
  asked: { shopId: string; gids: string[] },
): Promise<Map<string, Date>> {
  const rows = await db.fulfillment.findMany({
    where: { shopId: asked.shopId, gid: { in: asked.gids } },
    select: { gid: true, shopifyUpdatedAt: true },
  });
  return new Map(rows.map((row) => [row.gid, row.shopifyUpdatedAt]));
}
