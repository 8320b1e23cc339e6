import type { Database } from "#app/db.server.ts";

const everyMs = 60 * 60_000;
const shopsPerRun = 1_000;
// What Shopify wrote while we read, and what its search index was late with.
const overlapMs = 10 * 60_000;

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

/** A look reads the orders that changed since then. */
export const beginOfLook = (shop: {
  reconciledUntil: Date | null;
  installedAt: Date;
}): Date => before(shop.reconciledUntil ?? shop.installedAt);

/**
 * A page was read: a look that begins anew begins at its end. `changes` are the times of its orders; a young one says
 * nothing of the page's place, as Shopify's search may have found the order by its time of before.
 */
export async function passPage(
  db: Database,
  asked: { shopId: string; startedAt: Date; changes: Date[] },
): Promise<void> {
  const settled = before(asked.startedAt).getTime();
  const passed = asked.changes
    .map((at) => at.getTime())
    .filter((at) => at <= settled);
  if (passed.length === 0) return;
  const until = new Date(Math.max(...passed) + overlapMs);
  await db.shop.updateMany({
    where: {
      id: asked.shopId,
      OR: [{ reconciledUntil: null }, { reconciledUntil: { lt: until } }],
    },
    data: { reconciledUntil: until },
  });
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

const before = (time: Date) => new Date(time.getTime() - overlapMs);
