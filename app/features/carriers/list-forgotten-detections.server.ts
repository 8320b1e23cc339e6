import type { Database } from "#app/db.server.ts";

const perRun = 500;
// Longer than the retries of a job that is still at it take between two tries.
const restMs = 6 * 60_000;

/** Shipments that wait for detection, in shops whose account may be asked, the longest first. */
export async function listForgottenDetections(
  db: Database,
  now: Date,
): Promise<string[]> {
  const before = new Date(now.getTime() - restMs);
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT shipment.id FROM shipment JOIN shop ON shop.id = shipment.shop_id
    CROSS JOIN LATERAL (
      SELECT state, paused_until FROM keydelivery_account AS account
      WHERE account.current AND (account.shop_id = shop.id OR account.shop_id IS NULL)
      ORDER BY account.shop_id NULLS LAST LIMIT 1
    ) AS serving
    WHERE shipment.hold = 'detecting' AND shipment.ended_at IS NULL AND shipment.updated_at < ${before}
      AND shop.state <> 'uninstalled'
      AND (serving.state = 'active' OR serving.paused_until IS NULL OR serving.paused_until <= ${now})
    ORDER BY shipment.updated_at LIMIT ${perRun}`;
  return rows.map(({ id }) => id);
}
