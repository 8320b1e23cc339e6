import type { Tracking } from "@prisma/client";
import { ConflictError } from "#app/domain/app-error.ts";
import type { Transaction } from "#app/db.server.ts";

export type LockedTracking = {
  tracking: Tracking;
  /** Fulfillments whose parcels it carries; their rows are locked too. */
  fulfillmentIds: string[];
  /** When the first of these parcels was shipped. */
  shippedAt: Date | null;
};

type Carried = Omit<LockedTracking, "tracking">;

/**
 * Locks the fulfillments whose parcels these trackings carry, then the trackings: the order of every writer, so
 * that two never wait for each other. Numbers are in the order in which trackAll takes them.
 * @throws ConflictError when one is gone, or was linked anew meanwhile
 */
export async function lockTrackings<Asked extends { trackingId: string }>(
  tx: Transaction,
  asked: Asked[],
): Promise<(Asked & LockedTracking)[]> {
  const ids = asked.map(({ trackingId }) => trackingId);
  const before = await carriedBy(tx, ids);
  await lockFulfillments(tx, before);
  await lockRows(tx, ids);
  const trackings = await tx.tracking.findMany({ where: { id: { in: ids } } });
  const byId = new Map(trackings.map((tracking) => [tracking.id, tracking]));
  const carried = await carriedBy(tx, ids);
  return asked.map((one) => {
    const { trackingId: id } = one;
    const tracking = byId.get(id);
    if (!tracking) throw new ConflictError(`tracking ${id} is gone`);
    const now = carried.get(id) ?? nothing;
    if (!sameIds(now, before.get(id) ?? nothing))
      throw new ConflictError(`tracking ${id} was linked anew`);
    return { ...one, tracking, ...now };
  });
}

/** The trackings alone, in the order of every writer. */
export async function lockRows(
  tx: Transaction,
  trackingIds: readonly string[],
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM tracking WHERE id = ANY(${trackingIds}::uuid[])
    ORDER BY number COLLATE "C", carrier_id, generation, id FOR UPDATE`;
}

/**
 * For a writer of the tracking alone: its parcels' rows follow its state, by a trigger.
 * @returns whether one of its parcels is live
 */
export async function lockFulfillmentsOf(
  tx: Transaction,
  trackingId: string,
): Promise<boolean> {
  const locked = await tx.$queryRaw<{ live: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM shipment WHERE fulfillment_id = fulfillment.id
      AND tracking_id = ${trackingId}::uuid AND ended_at IS NULL) AS live FROM fulfillment
    WHERE id IN (SELECT fulfillment_id FROM shipment WHERE tracking_id = ${trackingId}::uuid)
    ORDER BY id FOR UPDATE`;
  return locked.some(({ live }) => live);
}

async function lockFulfillments(
  tx: Transaction,
  carried: Map<string, Carried>,
) {
  const ids = [...carried.values()].flatMap((one) => one.fulfillmentIds);
  if (ids.length > 0)
    await tx.$queryRaw`SELECT id FROM fulfillment
      WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
}

const nothing: Carried = { fulfillmentIds: [], shippedAt: null };

async function carriedBy(
  tx: Transaction,
  trackingIds: string[],
): Promise<Map<string, Carried>> {
  const rows = await tx.$queryRaw<(Carried & { id: string })[]>`
    SELECT tracking_id AS id, min(shipped_at) AS "shippedAt",
      array_agg(DISTINCT fulfillment_id::text ORDER BY fulfillment_id::text) AS "fulfillmentIds"
    FROM shipment WHERE tracking_id = ANY(${trackingIds}::uuid[]) GROUP BY tracking_id`;
  return new Map(rows.map(({ id, ...carried }) => [id, carried]));
}

const sameIds = (one: Carried, other: Carried) =>
  one.fulfillmentIds.length === other.fulfillmentIds.length &&
  one.fulfillmentIds.every((id, index) => id === other.fulfillmentIds[index]);
