import type { Transaction } from "#app/db.server.ts";
import { deleteUnneededTrackings } from "./delete-unneeded-trackings.server.ts";

type Asked = {
  shopId: string;
  orderGids: string[];
  now: Date;
};

/**
 * Forgets what these orders of the shop tell of a customer: destinations, numbers, the events of their
 * parcels, the raw pushes they came from, exports not yet fetched. The shipments end as redacted
 * and leave their tracking, so that a later push finds nothing to be written to. A tracking that another
 * shipment needs (two orders in one parcel, or an operator's account that serves two shops) stays as it is:
 * its texts tell of that other order, whose own redaction is asked for apart.
 * @returns the trackings that they were taken off: who calls releases those that stay
 */
export async function redactCustomer(
  tx: Transaction,
  asked: Asked,
): Promise<string[]> {
  const { shopId, orderGids } = asked;
  if (orderGids.length === 0) return [];
  const fulfillments = await tx.fulfillment.findMany({
    where: { shopId, orderGid: { in: orderGids } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const trackingIds = await redactShipments(
    tx,
    fulfillments.map(({ id }) => id),
    asked.now,
  );
  await deleteUnneededTrackings(tx, trackingIds);
  await redactImport(tx, asked);
  await redactExports(tx, asked);
  return trackingIds;
}

/** Returns the trackings they were taken off. */
async function redactShipments(
  tx: Transaction,
  fulfillmentIds: string[],
  now: Date,
): Promise<string[]> {
  await tx.$queryRaw`SELECT id FROM fulfillment
    WHERE id = ANY(${fulfillmentIds}::uuid[]) ORDER BY id FOR UPDATE`;
  const where = { fulfillmentId: { in: fulfillmentIds } };
  const shipments = await tx.shipment.findMany({
    where: { ...where, trackingId: { not: null } },
    select: { trackingId: true },
  });
  await tx.fulfillment.updateMany({
    where: { id: { in: fulfillmentIds } },
    data: { endedAt: now, endReason: "redacted" },
  });
  // The number is part of the key within a fulfillment: the row's own id keeps it unique.
  await tx.$executeRaw`
    UPDATE shipment SET ended_at = COALESCE(ended_at, ${now}), end_reason = 'redacted', tracking_id = NULL,
      number = 'REDACTED-' || id, number_raw = '', tracking_url = NULL,
      destination_city = NULL, destination_region = NULL, destination_country = NULL, destination_code = NULL,
      candidates = NULL,
      updated_at = ${now}
    WHERE fulfillment_id = ANY(${fulfillmentIds}::uuid[])`;
  // What was told to Shopify names the number.
  await tx.publication.deleteMany({
    where: { fulfillmentId: { in: fulfillmentIds } },
  });
  return shipments.flatMap(({ trackingId }) => trackingId ?? []);
}

// Found by an import that has not come to them: they may be no fulfillments of ours yet.
async function redactImport(tx: Transaction, { shopId, orderGids }: Asked) {
  const orderIds = orderGids.map((gid) => gid.split("/").at(-1) ?? gid);
  await tx.$executeRaw`
    DELETE FROM backfill_item USING backfill
    WHERE backfill.id = backfill_item.backfill_id AND backfill.shop_id = ${shopId}::uuid
      AND snapshot ->> 'order_id' = ANY(${orderIds}::text[])`;
}

async function redactExports(tx: Transaction, { shopId, orderGids }: Asked) {
  await tx.$executeRaw`
    UPDATE data_export SET content = jsonb_set(content, '{fulfillments}', COALESCE((
      SELECT jsonb_agg(held) FROM jsonb_array_elements(content -> 'fulfillments') AS held
      WHERE NOT (held ->> 'orderGid' = ANY(${orderGids}::text[]))), '[]'::jsonb))
    WHERE shop_id = ${shopId}::uuid`;
}
