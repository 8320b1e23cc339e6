import type { Transaction } from "#app/db.server.ts";

/**
 * Of these trackings, those that no shipment refers to go, with their events and raw pushes. Pushes stay
 * where another tracking has the same ref: a recycled number, or one that another shipment needs.
 */
export async function deleteUnneededTrackings(
  tx: Pick<Transaction, "$queryRaw" | "$executeRaw">,
  trackingIds: readonly string[],
): Promise<void> {
  if (trackingIds.length === 0) return;
  const ids = [...new Set(trackingIds)];
  // First, so that the next statement sees a parcel that another transaction linked meanwhile.
  await tx.$queryRaw`SELECT id FROM tracking WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const gone = await tx.$queryRaw<{ ref: string }[]>`
    DELETE FROM tracking WHERE id = ANY(${ids}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM shipment WHERE shipment.tracking_id = tracking.id)
    RETURNING ref`;
  await tx.$executeRaw`
    DELETE FROM push WHERE ref = ANY(${gone.map(({ ref }) => ref)}::text[])
      AND NOT EXISTS (SELECT 1 FROM tracking WHERE tracking.ref = push.ref)`;
}
