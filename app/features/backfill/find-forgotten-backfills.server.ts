import type { Database } from "#app/db.server.ts";

const restMs = 60_000;
const perRun = 100;

/** Imports under way that nobody worked on for a while. */
export async function findForgottenBackfills(
  db: Database,
  now: Date,
): Promise<string[]> {
  const rows = await db.backfill.findMany({
    where: {
      state: { in: ["counting", "running"] },
      updatedAt: { lt: new Date(now.getTime() - restMs) },
      shop: { state: "active" },
    },
    orderBy: { updatedAt: "asc" },
    take: perRun,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
