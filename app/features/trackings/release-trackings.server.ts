import type { Transaction } from "#app/db.server.ts";

/**
 * Trackings that no live shipment needs any more: one that was never sent sleeps and costs nothing,
 * one that runs is no longer asked for (KeyDelivery has no way to end it).
 */
export async function releaseTrackings(
  tx: Transaction,
  trackingIds: readonly string[],
): Promise<void> {
  if (trackingIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE tracking SET
      registration = CASE WHEN registration = 'waiting' AND attempt_url IS NULL
        THEN 'dormant'::registration ELSE registration END,
      next_check_at = NULL
    WHERE id = ANY(${[...new Set(trackingIds)]}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM shipment
        WHERE shipment.tracking_id = tracking.id AND shipment.ended_at IS NULL)`;
}
