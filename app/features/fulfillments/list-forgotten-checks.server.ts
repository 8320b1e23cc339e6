import type { Database } from "#app/db.server.ts";

const perRun = 500;
// Longer than the retries of a job that is still at it take between two tries.
const restMs = 6 * 60_000;

/** Fulfillments with parcels that wait for their order's tags, in shops that may be asked, the longest first. */
export async function listForgottenChecks(
  db: Pick<Database, "$queryRaw">,
  now: Date,
): Promise<string[]> {
  const before = new Date(now.getTime() - restMs);
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT fulfillment_id AS id FROM (
      SELECT fulfillment_id FROM shipment JOIN shop ON shop.id = shipment.shop_id
      WHERE hold = 'checking_rules' AND ended_at IS NULL AND shipment.updated_at < ${before}
        AND shop.state = 'active'
      ORDER BY shipment.updated_at LIMIT ${perRun}) AS waiting`;
  return rows.map(({ id }) => id);
}
