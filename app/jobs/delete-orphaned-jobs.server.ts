import type { Transaction } from "#app/db.server.ts";

/**
 * Jobs, dead letters too, about rows that are gone: they have nothing to do any more, and name a shop or a parcel that
 * is to be forgotten. A job and its row commit together, so none of them belongs to a row that is still to come. The one
 * that runs stays: pg-boss ends it.
 */
export async function deleteOrphanedJobs(tx: Transaction): Promise<number> {
  // A database on which no queue was opened yet has none.
  const [found] = await tx.$queryRaw<{ there: boolean }[]>`
    SELECT to_regclass('pgboss.job') IS NOT NULL AS there`;
  if (!found?.there) return 0;
  return tx.$executeRaw`
    DELETE FROM pgboss.job WHERE state <> 'active' AND (
      (data ? 'shopId' AND NOT EXISTS (SELECT 1 FROM shop WHERE id = (data ->> 'shopId')::uuid))
      OR (data ? 'shipmentId' AND NOT EXISTS (SELECT 1 FROM shipment WHERE id = (data ->> 'shipmentId')::uuid))
      OR (data ? 'trackingId' AND NOT EXISTS (SELECT 1 FROM tracking WHERE id = (data ->> 'trackingId')::uuid))
      OR (data ? 'accountId' AND NOT EXISTS (SELECT 1 FROM keydelivery_account WHERE id = (data ->> 'accountId')::uuid))
      OR (data ? 'fulfillmentId' AND NOT EXISTS (SELECT 1 FROM fulfillment WHERE id = (data ->> 'fulfillmentId')::uuid))
      OR (data ? 'backfillId' AND NOT EXISTS (SELECT 1 FROM backfill WHERE id = (data ->> 'backfillId')::uuid))
      OR (data ? 'bulkActionId' AND NOT EXISTS (SELECT 1 FROM bulk_action WHERE id = (data ->> 'bulkActionId')::uuid))
      OR (data ? 'deletionId' AND NOT EXISTS (SELECT 1 FROM data_deletion WHERE id = (data ->> 'deletionId')::uuid))
      OR (data ? 'deliveryId' AND NOT EXISTS (SELECT 1 FROM webhook_delivery WHERE id = (data ->> 'deliveryId')::bigint))
      OR (data ? 'pushId' AND NOT EXISTS (SELECT 1 FROM push WHERE id = (data ->> 'pushId')::bigint)))`;
}
