import type { Database } from "#app/db.server.ts";
import { isShipmentStatus } from "#app/domain/shipment-status.ts";
import type { ImportOutcome } from "./backfill-view.ts";

/** What became of the parcels that an import brought, by their states of now. */
export async function loadOutcome(
  db: Pick<Database, "$queryRaw">,
  shopId: string,
): Promise<ImportOutcome> {
  const rows = await db.$queryRaw<{ state: string; count: number }[]>`
    SELECT shipment.state, count(*)::int AS count FROM shipment
    WHERE backfill_id = (SELECT id FROM backfill WHERE shop_id = ${shopId}::uuid
      ORDER BY created_at DESC, id DESC LIMIT 1)
    GROUP BY shipment.state`;
  const outcome: ImportOutcome = {
    registered: 0,
    waiting: 0,
    overQuota: 0,
    needsCarrier: 0,
    failed: 0,
  };
  for (const { state, count } of rows) {
    const part = partOf(state);
    if (part) outcome[part] += count;
  }
  return outcome;
}

function partOf(state: string): keyof ImportOutcome | undefined {
  if (isShipmentStatus(state)) return "registered";
  switch (state) {
    case "waiting":
    case "detecting":
    case "checking_rules":
    case "dormant":
    case "waiting_for_account":
      return "waiting";
    case "over_quota":
      return "overQuota";
    case "needs_carrier":
      return "needsCarrier";
    case "failed":
      return "failed";
    default:
      // Ended meanwhile, or left out: nothing to do about it.
      return undefined;
  }
}
