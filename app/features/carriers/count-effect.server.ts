import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import type { MappingEffect } from "./carriers-view.ts";

const most = 10_000;
const over = ["delivered", "returned", "expired"];
const moving = shipmentStatuses.filter((status) => !over.includes(status));

type Asked = {
  shopId: string;
  key: string;
  /** '' for none: only what is held counts then. */
  carrierId: string;
};

/**
 * What a carrier for a company would do to its parcels, as `retrackWaiting` would do it: a merchant's choice for one
 * parcel stays, and so does what is registered.
 */
export async function countEffect(
  db: Pick<Database, "$queryRaw">,
  { shopId, key, carrierId }: Asked,
): Promise<MappingEffect> {
  const [found] = await db.$queryRaw<Omit<MappingEffect, "more">[]>`
    WITH serving AS (
      SELECT id FROM keydelivery_account WHERE current AND (shop_id = ${shopId}::uuid OR shop_id IS NULL)
      ORDER BY shop_id NULLS LAST LIMIT 1
    ), waiting AS (${waitingOf(shopId, key)}), silent AS (
      SELECT number, carrier_id, carrier_source, refused_carriers, true AS is_silent FROM shipment
      WHERE shop_id = ${shopId}::uuid AND company_key = ${key} AND archived_at IS NULL AND ended_at IS NULL
        AND (state IN ('needs_carrier', 'failed') OR attention = 'silent') AND attention = 'silent'
      LIMIT ${most + 1}
    ), moved AS (
      SELECT parcel.number, is_silent, COALESCE(known.is_new, true) AS is_new,
        ${carrierId} = ANY(refused_carriers) OR COALESCE(known.is_refused, false) AS is_refused
      FROM (SELECT * FROM waiting UNION ALL SELECT * FROM silent) AS parcel LEFT JOIN LATERAL (
        SELECT registration IN ('waiting', 'dormant', 'over_quota') AND quota_month IS NULL AS is_new,
          registration = 'failed' AND last_answer_code IS NOT DISTINCT FROM '405' AS is_refused
        FROM tracking WHERE account_id = (SELECT id FROM serving) AND carrier_id = ${carrierId}
          AND number = parcel.number ORDER BY generation DESC LIMIT 1
      ) AS known ON true
      WHERE carrier_source IS DISTINCT FROM 'merchant' AND parcel.carrier_id IS DISTINCT FROM ${carrierId}
    ), tracked AS (
      SELECT carrier_id AS "carrierId", count(*)::int AS parcels FROM (
        SELECT * FROM shipment WHERE shop_id = ${shopId}::uuid AND company_key = ${key}
        ORDER BY shipped_at DESC, id DESC LIMIT ${most + 1}
      ) AS newest
      WHERE ended_at IS NULL AND archived_at IS NULL AND state = ANY(${moving}) AND carrier_id <> ${carrierId}
        AND (attention IS DISTINCT FROM 'silent' OR carrier_source = 'merchant')
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5
    )
    SELECT count(*) FILTER (WHERE NOT is_silent AND NOT is_refused)::int AS waiting,
      count(*) FILTER (WHERE NOT is_silent AND is_refused)::int AS refused,
      count(*) FILTER (WHERE is_silent)::int AS silent,
      count(DISTINCT number) FILTER (WHERE NOT is_silent AND NOT is_refused AND is_new)::int AS trackings,
      (SELECT count(*)::int FROM waiting WHERE carrier_source = 'mapping') AS held,
      count(DISTINCT number) FILTER (WHERE (is_silent OR is_refused) AND (is_new OR is_refused))::int AS "movedTrackings",
      COALESCE((SELECT json_agg(tracked) FROM tracked), '[]') AS tracked
    FROM moved`;
  if (!found) throw new Error("counts are always answered");
  const more = found.waiting + found.refused + found.silent > most;
  return { ...found, more };
}

// The parcels of `listWaiting` in retrack-waiting.server.ts; a test compares the two.
const waitingOf = (shopId: string, key: string) => Prisma.sql`
      SELECT number, carrier_id, carrier_source, refused_carriers, false AS is_silent FROM shipment
      WHERE shop_id = ${shopId}::uuid AND company_key = ${key} AND ended_at IS NULL AND id IN (
        SELECT id FROM shipment WHERE shop_id = ${shopId}::uuid AND company_key = ${key} AND ended_at IS NULL
          AND hold IN ('needs_carrier', 'detecting')
        UNION
        SELECT id FROM shipment WHERE shop_id = ${shopId}::uuid AND company_key = ${key} AND ended_at IS NULL
          AND hold = 'none' AND tracking_id IS NULL AND number <> ''
        UNION
        SELECT shipment.id FROM shipment JOIN tracking ON tracking.id = tracking_id
        WHERE shipment.shop_id = ${shopId}::uuid AND state IN ('waiting', 'over_quota', 'failed', 'dormant')
          AND registration <> 'registering' AND company_key = ${key})
      LIMIT ${most + 1}`;
