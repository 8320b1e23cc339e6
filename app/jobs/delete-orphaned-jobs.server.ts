import { Prisma } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

/** Where a look through the jobs has come to. */
export type JobPlace = { name: string; id: string };

const first: JobPlace = {
  name: "",
  id: "00000000-0000-0000-0000-000000000000",
};

/**
 * Of some jobs, dead letters too, those about rows that are gone: they have nothing to do any more, and name a shop or a
 * parcel that is to be forgotten. A shop that is being forgotten counts as gone. A job and its row commit together, so none
 * of them belongs to a row that is still to come. The one that runs stays: pg-boss ends it.
 * @returns where the next ones begin; undefined: these were the last
 */
export async function deleteOrphanedJobs(
  tx: Pick<Transaction, "$queryRaw" | "$executeRaw">,
  asked: { after?: JobPlace | undefined; limit: number },
): Promise<JobPlace | undefined> {
  const { after = first, limit } = asked;
  // A database on which no queue was opened yet has none.
  const [found] = await tx.$queryRaw<{ there: boolean }[]>`
    SELECT to_regclass('pgboss.job') IS NOT NULL AS there`;
  if (!found?.there) return undefined;
  const place = Prisma.sql`(name, id) > (${after.name}, ${after.id}::uuid)`;
  const [last] = await tx.$queryRaw<JobPlace[]>`
    SELECT name, id FROM pgboss.job WHERE ${place} ORDER BY name, id OFFSET ${limit - 1} LIMIT 1`;
  const until = last
    ? Prisma.sql`(name, id) <= (${last.name}, ${last.id}::uuid)`
    : Prisma.sql`true`;
  await tx.$executeRaw`
    DELETE FROM pgboss.job WHERE ${place} AND ${until} AND state <> 'active' AND (
      (data ? 'shopId' AND NOT EXISTS (
        SELECT 1 FROM shop WHERE id = (data ->> 'shopId')::uuid AND domain NOT LIKE '% %'))
      OR (data ? 'shipmentId' AND NOT EXISTS (SELECT 1 FROM shipment WHERE id = (data ->> 'shipmentId')::uuid))
      OR (data ? 'trackingId' AND NOT EXISTS (SELECT 1 FROM tracking WHERE id = (data ->> 'trackingId')::uuid))
      OR (data ? 'accountId' AND NOT EXISTS (SELECT 1 FROM keydelivery_account WHERE id = (data ->> 'accountId')::uuid))
      OR (data ? 'fulfillmentId' AND NOT EXISTS (SELECT 1 FROM fulfillment WHERE id = (data ->> 'fulfillmentId')::uuid))
      OR (data ? 'backfillId' AND NOT EXISTS (SELECT 1 FROM backfill WHERE id = (data ->> 'backfillId')::uuid))
      OR (data ? 'bulkActionId' AND NOT EXISTS (SELECT 1 FROM bulk_action WHERE id = (data ->> 'bulkActionId')::uuid))
      OR (data ? 'deletionId' AND NOT EXISTS (SELECT 1 FROM data_deletion WHERE id = (data ->> 'deletionId')::uuid))
      OR (data ? 'deliveryId' AND NOT EXISTS (SELECT 1 FROM webhook_delivery WHERE id = (data ->> 'deliveryId')::bigint))
      OR (data ? 'pushId' AND NOT EXISTS (SELECT 1 FROM push WHERE id = (data ->> 'pushId')::bigint)))`;
  return last;
}
