import type { Database } from "#app/db.server.ts";

/** The shop's customer data exports that can still be fetched, newest first. */
export async function listDataExports(
  db: Pick<Database, "dataExport">,
  shopId: string,
  now = new Date(),
) {
  const rows = await db.dataExport.findMany({
    where: { shopId, expiresAt: { gt: now } },
    orderBy: { createdAt: "desc" },
    take: 50,
    select: { id: true, requestId: true, createdAt: true, expiresAt: true },
  });
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}
