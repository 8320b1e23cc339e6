import { NotFoundError } from "#app/domain/app-error.ts";
import type { Database } from "#app/db.server.ts";

/** @throws NotFoundError for an unknown export, an expired one, or another shop's */
export async function fetchDataExport(
  db: Pick<Database, "dataExport">,
  asked: { shopId: string; exportId: string; now: Date },
): Promise<{ requestId: string; content: unknown }> {
  const found = await db.dataExport.findFirst({
    where: {
      id: asked.exportId,
      shopId: asked.shopId,
      expiresAt: { gt: asked.now },
    },
    select: { requestId: true, content: true },
  });
  if (!found) throw new NotFoundError("data export");
  return found;
}
