import type { Database } from "#app/db.server.ts";

const everyMs = 60 * 60_000;
const shopsPerRun = 1_000;

/** Shops whose last look is an hour ago, the longest first. */
export async function shopsToReconcile(
  db: Database,
  now: Date,
): Promise<string[]> {
  const rows = await db.shop.findMany({
    where: {
      state: "active",
      OR: [
        { reconciledAt: null },
        { reconciledAt: { lt: new Date(now.getTime() - everyMs) } },
      ],
    },
    orderBy: { reconciledAt: { sort: "asc", nulls: "first" } },
    take: shopsPerRun,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Everything that changed before `until` was seen. */
export async function moveWatermark(
  db: Database,
  asked: { shopId: string; until: Date; now: Date },
): Promise<void> {
  await db.shop.updateMany({
    where: { id: asked.shopId },
    data: { reconciledUntil: asked.until, reconciledAt: asked.now },
  });
}
