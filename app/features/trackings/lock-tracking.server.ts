import type { Tracking } from "@prisma/client";
import { ConflictError } from "#app/domain/app-error.ts";
import type { Transaction } from "#app/db.server.ts";

/**
 * Locks the fulfillments whose parcels a tracking carries, then the tracking: the order of every writer, so
 * that two never wait for each other.
 * @throws ConflictError when the tracking is gone, or was linked anew meanwhile
 */
export async function lockTracking(
  tx: Transaction,
  trackingId: string,
): Promise<{ tracking: Tracking; fulfillmentIds: string[] }> {
  const fulfillmentIds = await lockFulfillmentsOf(tx, trackingId);
  await tx.$queryRaw`SELECT id FROM tracking WHERE id = ${trackingId}::uuid FOR UPDATE`;
  const tracking = await tx.tracking.findUnique({ where: { id: trackingId } });
  if (!tracking) throw new ConflictError(`tracking ${trackingId} is gone`);
  if (!sameIds(fulfillmentIds, await fulfillmentsOf(tx, trackingId)))
    throw new ConflictError(`tracking ${trackingId} was linked anew`);
  return { tracking, fulfillmentIds };
}

/** For a writer of the tracking alone: its parcels' rows follow its state, by a trigger. */
export async function lockFulfillmentsOf(
  tx: Transaction,
  trackingId: string,
): Promise<string[]> {
  const ids = await fulfillmentsOf(tx, trackingId);
  if (ids.length > 0)
    await tx.$queryRaw`SELECT id FROM fulfillment
      WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  return ids;
}

async function fulfillmentsOf(tx: Transaction, trackingId: string) {
  const rows = await tx.shipment.findMany({
    where: { trackingId },
    select: { fulfillmentId: true },
    distinct: ["fulfillmentId"],
    orderBy: { fulfillmentId: "asc" },
  });
  return rows.map(({ fulfillmentId }) => fulfillmentId);
}

const sameIds = (one: string[], other: string[]) =>
  one.length === other.length && one.every((id, index) => id === other[index]);
