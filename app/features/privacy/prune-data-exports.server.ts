import type { Database } from "#app/db.server.ts";

/** Customer data exports are kept for 30 days. */
export async function pruneDataExports(
  db: Pick<Database, "dataExport">,
  now: Date,
): Promise<number> {
  const { count } = await db.dataExport.deleteMany({
    where: { expiresAt: { lte: now } },
  });
  return count;
}
