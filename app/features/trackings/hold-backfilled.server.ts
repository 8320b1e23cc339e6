import type { Database, Transaction } from "#app/db.server.ts";

/** Imported parcels of a shop that wait to be registered, counted up to `limit`. */
export async function countWaitingBackfilled(
  db: Pick<Database, "$queryRaw">,
  shopId: string,
  limit: number,
): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM tracking WHERE shop_id = ${shopId}::uuid AND priority = 2
        AND registration IN ('waiting', 'failed', 'dormant', 'over_quota')
        AND registration IN ('waiting', 'over_quota') LIMIT ${limit}) AS waiting`;
  return rows[0]?.count ?? 0;
}

/**
 * The import is paused or cancelled: what waits for its registration is not sent, unless it is a parcel of another shop as
 * well, or one that was not imported.
 */
export async function holdBackfilled(
  tx: Transaction,
  shopId: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE tracking SET registration = 'dormant'
    WHERE shop_id = ${shopId}::uuid AND priority = 2 AND registration IN ('waiting', 'over_quota')
      AND NOT EXISTS (SELECT 1 FROM shipment
        JOIN shop ON shop.id = shipment.shop_id JOIN fulfillment ON fulfillment.id = shipment.fulfillment_id
        WHERE shipment.tracking_id = tracking.id AND shipment.ended_at IS NULL AND shop.state <> 'uninstalled'
          AND (shop.id <> ${shopId}::uuid OR fulfillment.origin <> 'backfill'))`;
}

/** It goes on. */
export async function resumeBackfilled(
  tx: Transaction,
  asked: { shopId: string; now: Date },
): Promise<void> {
  const { shopId, now } = asked;
  await tx.$executeRaw`
    UPDATE tracking SET registration = 'waiting', next_attempt_at = ${now}
    WHERE shop_id = ${shopId}::uuid AND priority = 2 AND registration = 'dormant'
      AND EXISTS (SELECT 1 FROM shipment WHERE shipment.tracking_id = tracking.id AND ended_at IS NULL)`;
}
