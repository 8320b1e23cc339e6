import type { Database, Transaction } from "#app/db.server.ts";

/** Of these fulfillments, those with a parcel that sleeps because its import was cancelled: the next import brings it. */
export async function findLeftAsleep(
  db: Pick<Database, "$queryRaw">,
  { shopId, gids }: { shopId: string; gids: string[] },
): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ gid: string }[]>`
    SELECT gid FROM fulfillment JOIN shipment ON shipment.fulfillment_id = fulfillment.id
    JOIN backfill ON backfill.id = shipment.backfill_id
    WHERE fulfillment.shop_id = ${shopId}::uuid AND gid = ANY(${gids}) AND shipment.state = 'dormant'
      AND backfill.state = 'cancelled'`;
  return new Set(rows.map(({ gid }) => gid));
}

/**
 * The parcels of a fulfillment, which is locked, that a cancelled import brought are this one's from now on.
 * @returns their ids
 */
export async function takeLeftAsleep(
  tx: Transaction,
  asked: { shopId: string; backfillId: string; gid: string },
): Promise<string[]> {
  const { shopId, backfillId, gid } = asked;
  const taken = await tx.$queryRaw<{ id: string }[]>`
    UPDATE shipment SET backfill_id = ${backfillId}::uuid FROM fulfillment, backfill
    WHERE fulfillment.id = fulfillment_id AND fulfillment.shop_id = ${shopId}::uuid AND gid = ${gid}
      AND backfill.id = backfill_id AND backfill.state = 'cancelled' AND shipment.ended_at IS NULL
    RETURNING shipment.id`;
  return taken.map(({ id }) => id);
}
