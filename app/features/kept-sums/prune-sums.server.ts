import type { Database } from "#app/db.server.ts";

const keptMs = 86_400_000;

/** Sums that no page asked for within a day go: most are of a period that ended the day before. */
export async function pruneSums(
  db: Pick<Database, "keptSums">,
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - keptMs);
  await db.keptSums.deleteMany({ where: { askedAt: { lt: before } } });
}
