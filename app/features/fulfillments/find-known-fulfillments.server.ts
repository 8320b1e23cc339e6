import type { Database } from "#app/db.server.ts";

/** The gids of those of these fulfillments that are known. */
export async function findKnownFulfillments(
  db: Database,
  asked: { shopId: string; gids: string[] },
): Promise<Set<string>> {
  const rows = await db.fulfillment.findMany({
    where: { shopId: asked.shopId, gid: { in: asked.gids } },
    select: { gid: true },
  });
  return new Set(rows.map(({ gid }) => gid));
}
