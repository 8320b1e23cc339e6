import type { Database } from "#app/db.server.ts";

export type BackfillView = {
  state:
    | "counting"
    | "ready"
    | "running"
    | "paused"
    | "done"
    | "cancelled"
    | "failed";
  days: number;
  /** Orders looked at so far. */
  orders: number;
  /** Parcels left out: delivered, followed already, or by the merchant's rules. */
  delivered: number;
  known: number;
  leftOut: number;
  /** Parcels to register: each uses one tracking at most. */
  parcels: number;
  /** Of these, handed to registration. */
  imported: number;
  createdAt: string;
  endedAt: string | null;
};

/** The shop's newest import; null where there was none. */
export async function loadBackfill(
  db: Pick<Database, "backfill">,
  shopId: string,
): Promise<BackfillView | null> {
  const row = await db.backfill.findFirst({
    where: { shopId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (!row) return null;
  const { state, days, orders, parcels, imported } = row;
  return {
    state,
    days,
    orders,
    delivered: row.delivered,
    known: row.known,
    leftOut: row.leftOut,
    parcels,
    imported,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
