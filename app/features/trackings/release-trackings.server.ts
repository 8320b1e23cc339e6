import type { Transaction } from "#app/db.server.ts";

/**
 * Trackings that no live shipment of a shop with the app needs any more: one that waits to be sent sleeps
 * and costs nothing (what it may have sent is remembered), one that runs is no longer asked for, since
 * KeyDelivery has no way to end it.
 */
export async function releaseTrackings(
  tx: Pick<Transaction, "$executeRaw">,
  trackingIds: readonly string[],
): Promise<void> {
  if (trackingIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE tracking SET
      registration = CASE WHEN registration IN ('waiting', 'over_quota') THEN 'dormant'::registration ELSE registration END,
      next_check_at = NULL
    WHERE id = ANY(${[...new Set(trackingIds)].sort()}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM shipment JOIN shop ON shop.id = shipment.shop_id
        WHERE shipment.tracking_id = tracking.id AND shipment.ended_at IS NULL
          AND shop.state <> 'uninstalled')`;
}
