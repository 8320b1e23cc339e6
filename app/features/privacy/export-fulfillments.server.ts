import type { Database } from "#app/db.server.ts";
import type { ExportPage } from "./export-sections.ts";

const perPage = 200;

/** A page of a shop's fulfillments with their parcels, scans and what people did with them; one statement. */
export async function exportFulfillments(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; after: string | undefined },
): Promise<ExportPage> {
  const { shopId, after = "" } = asked;
  const rows = await db.$queryRaw<{ gid: string; item: object }[]>`
    SELECT gid, jsonb_build_object('id', gid, 'orderId', order_gid, 'orderName', order_name, 'name', name,
      'shippingCompany', tracking_company, 'shopifyStatus', shopify_status, 'createdAt', shopify_created_at,
      'originRegion', origin_region, 'originCountry', origin_country, 'status', status, 'endedAt', ended_at,
      'endReason', end_reason, 'parcels', COALESCE((
        SELECT jsonb_agg(jsonb_build_object('number', number_raw, 'trackingUrl', tracking_url, 'importedCompany', imported_company,
          'city', destination_city, 'region', destination_region, 'country', destination_country,
          'carrierId', shipment.carrier_id, 'carrierSource', carrier_source, 'state', state,
          'shippedAt', shipped_at, 'registeredAt', tracking.registered_at, 'deliveredAt', delivered_at,
          'endedAt', shipment.ended_at, 'endReason', shipment.end_reason, 'archivedAt', archived_at,
          'events', COALESCE((
            -- Carriers recycle numbers: what is older tells of somebody else's parcel. As the status counts it.
            SELECT jsonb_agg(jsonb_build_object('time', time_text, 'text', context, 'code', code,
              'description', description, 'area', area, 'location', location) ORDER BY sort_time, identity)
            FROM tracking_event AS event WHERE event.tracking_id = shipment.tracking_id AND kind = 'item'
              AND (sort_time = '' OR sort_time >= to_char(shipped_at AT TIME ZONE 'UTC' - interval '14 days',
                'YYYY-MM-DD HH24:MI:SS'))), '[]'),
          'changes', COALESCE((
            SELECT jsonb_agg(jsonb_build_object('action', action, 'actor', actor, 'detail', detail,
              'at', entry.created_at) ORDER BY entry.created_at)
            FROM audit_entry AS entry WHERE entry.shipment_id = shipment.id), '[]')
        ) ORDER BY shipment.id)
        FROM shipment LEFT JOIN tracking ON tracking.id = shipment.tracking_id
        WHERE shipment.fulfillment_id = fulfillment.id AND shipment.shop_id = ${shopId}::uuid), '[]')) AS item
    FROM fulfillment WHERE shop_id = ${shopId}::uuid AND gid > ${after} ORDER BY gid LIMIT ${perPage}`;
  const last = rows.length === perPage ? rows.at(-1)?.gid : undefined;
  return { items: rows.map(({ item }) => item), next: last ?? null };
}
