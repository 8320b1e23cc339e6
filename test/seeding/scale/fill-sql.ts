// What the tables hold of the parcels in the session's table `parcel`. Triggers rest meanwhile: the kept columns are
// written as they would have written them, which check-kept.ts compares.

const fulfillments = `
  INSERT INTO fulfillment (id, shop_id, gid, order_gid, order_name, name, tracking_company, shopify_status,
    shopify_created_at, shopify_updated_at, status, created_at)
  SELECT fulfillment_id, shop_id, 'gid://shopify/Fulfillment/' || 5000000000000 + of_shop,
    'gid://shopify/Order/' || 6000000000000 + of_shop / 3, order_name, order_name || '.' || 1 + of_shop % 3, company,
    'success', shipped_at, shipped_at, (CASE WHEN registration = 'registered' THEN status ELSE 'pending' END)::shipment_status,
    shipped_at
  FROM parcel`;

const trackings = `
  INSERT INTO tracking (id, account_id, shop_id, carrier_id, number, ref, callback_key_id, registration,
    attempts, next_attempt_at, last_answer_code, last_answer_at, registered_at, push_assured, status, status_time,
    status_changed_at, last_event_time, last_push_at, created_at)
  SELECT tracking_id, account_id, shop_id, carrier_id, number, md5(number), 1, registration::registration,
    1, '2999-01-01', CASE WHEN registration = 'failed' THEN '60210' ELSE '200' END, shipped_at,
    CASE WHEN registration = 'registered' THEN shipped_at END, true, status::shipment_status, pg_temp.written(last_at),
    COALESCE(last_at, shipped_at), pg_temp.written(last_at), last_at, shipped_at
  FROM parcel WHERE tracking_id IS NOT NULL`;

const scans = `
  INSERT INTO tracking_event (tracking_id, identity, time_text, sort_time, context, code, first_seen_at)
  SELECT tracking_id, 'seeded-' || step, pg_temp.written(at), pg_temp.written(at), context, '0', at
  FROM parcel JOIN way USING (status)
    CROSS JOIN LATERAL (SELECT shipped_at + (last_at - shipped_at) * step / steps) AS scan(at)
  WHERE last_at IS NOT NULL AND (is_young OR step = steps)`;

const shipments = `
  INSERT INTO shipment (id, shop_id, fulfillment_id, tracking_id, number, number_raw, tracking_url, order_name, order_key,
    destination_city, destination_country, destination_code, carrier_id, carrier_source, company_key, candidates,
    hold, hold_reason, admitted_by, shipped_at, ended_at, end_reason, archived_at, state, attention, last_event_time,
    moved_at, delivered_at, had_exception, had_failed_attempt, created_at, updated_at)
  SELECT shipment_id, shop_id, fulfillment_id, tracking_id, number, number, 'https://track.example.com/' || number,
    order_name, substr(order_name, 2), city, country, code, carrier_id, carrier_source, company_key, candidates,
    hold::shipment_hold, hold_reason, CASE WHEN hold NOT IN ('ignored', 'no_number') THEN 'rules' END, shipped_at, ended_at,
    end_reason, CASE WHEN is_archived THEN last_at + interval '3 days' END, state,
    COALESCE(quiet, state_attention(state)), pg_temp.written(last_at), COALESCE(last_at, shipped_at),
    CASE WHEN state = 'delivered' THEN GREATEST(last_at, shipped_at) END, state = 'exception', state = 'attempt_failed',
    shipped_at, shipped_at
  FROM (SELECT shipment_id, shop_id, fulfillment_id, tracking_id, order_name, city, country, code, hold, hold_reason,
      shipped_at, end_reason, is_archived, last_at, quiet, lower(regexp_replace(company, '[^A-Za-z]', '', 'g')) AS company_key,
      CASE WHEN hold <> 'no_number' THEN number ELSE '' END AS number,
      CASE WHEN hold IN ('none', 'ignored') THEN carrier_id END AS carrier_id,
      CASE WHEN hold IN ('none', 'ignored') THEN 'builtin'::carrier_source END AS carrier_source,
      CASE WHEN hold = 'needs_carrier' THEN '[{"carrierId": "ups", "name": "UPS"}]'::jsonb END AS candidates,
      CASE WHEN end_reason IS NOT NULL THEN shipped_at END AS ended_at,
      shipment_state(CASE WHEN end_reason IS NOT NULL THEN shipped_at END, hold::shipment_hold,
        registration::registration, status::shipment_status) AS state
    FROM parcel) AS told`;

// Of the days that are kept of them: a delivery each, and for some a status that Shopify was told.
const deliveries = `
  INSERT INTO webhook_delivery (dedupe_key, shop_domain, topic, webhook_id, body, received_at, processed_at, outcome)
  SELECT sha256(fulfillment_id::text::bytea), domain, 'fulfillments/create', fulfillment_id, '{}', shipped_at, shipped_at,
    'recorded'
  FROM parcel JOIN seeded_shop shop ON shop.id = shop_id WHERE is_young`;
const publications = `
  INSERT INTO publication (id, shop_id, fulfillment_id, version, status, event, message, happened_at, state, attempts,
    sending_at, settled_at, created_at)
  SELECT pg_temp.id_at(last_at, 'publication' || n), shop_id, fulfillment_id, 1, 'delivered', 'delivered', 'Delivered',
    last_at, 'sent', 1, last_at, last_at, last_at
  FROM parcel WHERE is_young AND status = 'delivered' AND registration = 'registered' AND end_reason IS NULL AND n % 4 = 0`;

const deeds = `
  INSERT INTO audit_entry (id, shop_id, shipment_id, actor, action, detail, created_at)
  SELECT pg_temp.id_at(shipped_at, 'deed' || n), shop_id, shipment_id, 'staff:1', 'carrier_chosen',
    '{"to": "ups"}', shipped_at
  FROM parcel WHERE is_young AND n % 20 < 2`;

export const fills = [
  fulfillments,
  trackings,
  scans,
  shipments,
  deliveries,
  publications,
  deeds,
];

export const filledTables = [
  "fulfillment",
  "tracking",
  "tracking_event",
  "shipment",
  "webhook_delivery",
  "publication",
  "audit_entry",
] as const;

/** What is kept of them, once they are all there: as note_company and countStaleDays keep it, in UTC, a day's rows together. */
export const keptOfParcels = [
  `INSERT INTO company (shop_id, company_key, name)
   SELECT shop.id, lower(regexp_replace(company, '[^A-Za-z]', '', 'g')), company
   FROM seeded_shop shop, (SELECT DISTINCT company FROM carrier) AS known`,
  `INSERT INTO shipped_day (shop_id, day, carrier_id, company_key, country, shipped, registered, refused, delivered,
     exceptions, failed_attempts, returned, expired)
   SELECT shop_id, (shipped_at AT TIME ZONE 'UTC')::date, COALESCE(carrier_id, ''), company_key,
     COALESCE(destination_code, ''), count(*),
     count(*) FILTER (WHERE state = ANY(enum_range(NULL::shipment_status)::text[])),
     count(*) FILTER (WHERE state IN ('needs_carrier', 'failed', 'over_quota', 'waiting_for_account')),
     count(*) FILTER (WHERE state = 'delivered'), count(*) FILTER (WHERE had_exception),
     count(*) FILTER (WHERE had_failed_attempt), count(*) FILTER (WHERE state = 'returned'),
     count(*) FILTER (WHERE state = 'expired')
   FROM shipment WHERE ended_at IS NULL AND number <> '' GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2`,
  `INSERT INTO delivered_day (shop_id, day, carrier_id, company_key, country, half_days, parcels)
   SELECT shop_id, (delivered_at AT TIME ZONE 'UTC')::date, COALESCE(carrier_id, ''), company_key,
     COALESCE(destination_code, ''),
     LEAST(360, GREATEST(1, CEIL(EXTRACT(EPOCH FROM delivered_at - shipped_at) / 43200)))::smallint, count(*)
   FROM shipment WHERE delivered_at IS NOT NULL AND number <> '' GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2`,
];
