import type { Backfill } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import type { ImportSummary } from "./backfill-view.ts";

const mostShown = 11;

/** The shop's imports, the newest first. */
export async function listBackfills(
  db: Pick<Database, "backfill">,
  shopId: string,
): Promise<ImportSummary[]> {
  const rows = await db.backfill.findMany({
    where: { shopId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: mostShown,
  });
  return rows.map(toSummary);
}

function toSummary(row: Backfill): ImportSummary {
  const { id, state, days, orders, delivered, known, leftOut } = row;
  const { parcels, imported } = row;
  return {
    id,
    state,
    days,
    orders,
    delivered,
    known,
    leftOut,
    parcels,
    imported,
    isStuck: row.error !== null,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
