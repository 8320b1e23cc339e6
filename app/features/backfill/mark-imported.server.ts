import type { Transaction } from "#app/db.server.ts";

/** Which import brought the parcels of a fulfillment, in the transaction that imports it. */
export async function markImported(
  tx: Transaction,
  asked: { shopId: string; backfillId: string; gid: string },
): Promise<void> {
  const { shopId, backfillId, gid } = asked;
  await tx.$executeRaw`
    UPDATE shipment SET backfill_id = ${backfillId}::uuid FROM fulfillment
    WHERE fulfillment.id = fulfillment_id AND fulfillment.shop_id = ${shopId}::uuid AND gid = ${gid}
      AND origin = 'backfill' AND backfill_id IS NULL`;
}
