import type { Transaction } from "#app/db.server.ts";
import { isFollowed, isWanted } from "./is-followed.server.ts";
import { lockRows } from "./lock-tracking.server.ts";

/**
 * Trackings that no live shipment of a shop with the app needs any more: one that waits to be sent sleeps
 * and costs nothing (what it may have sent is remembered), as where a paused import holds the shipment; one that runs is no
 * longer asked for, since KeyDelivery has no way to end it.
 */
export async function releaseTrackings(
  tx: Transaction,
  trackingIds: readonly string[],
): Promise<void> {
  if (trackingIds.length === 0) return;
  // First, so that the next statement sees a parcel that was linked meanwhile.
  await lockRows(tx, trackingIds);
  await tx.$executeRaw`
    UPDATE tracking SET
      registration = CASE WHEN registration IN ('waiting', 'over_quota') THEN 'dormant'::registration ELSE registration END,
      next_check_at = CASE WHEN ${isFollowed} THEN next_check_at END
    WHERE id = ANY(${trackingIds}::uuid[]) AND NOT ${isWanted}`;
}
