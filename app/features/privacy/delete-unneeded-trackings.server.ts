import type { Transaction } from "#app/db.server.ts";

/** Of these trackings, those that no shipment refers to go, with their events and raw pushes. */
export async function deleteUnneededTrackings(
  tx: Transaction,
  trackingIds: readonly string[],
): Promise<void> {
  if (trackingIds.length === 0) return;
  await tx.$executeRaw`
    WITH gone AS (
      DELETE FROM tracking WHERE id = ANY(${[...new Set(trackingIds)]}::uuid[])
        AND NOT EXISTS (SELECT 1 FROM shipment WHERE shipment.tracking_id = tracking.id)
      RETURNING ref
    )
    DELETE FROM push WHERE ref IN (SELECT ref FROM gone)`;
}
