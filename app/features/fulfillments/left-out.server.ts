import type { Database } from "#app/db.server.ts";

const countLimit = 10_000;

type Since = { shopId: string; since: Date };

/** Parcels that are alike for the rules. */
export type LeftOutGroup = {
  company: string | null;
  countryCode: string | null;
  parcels: number;
};

/** The parcels shipped since then that were left out, the newest 10,000 and one, by what rules may say of them. */
export function countLeftOut(
  db: Pick<Database, "$queryRaw">,
  { shopId, since }: Since,
): Promise<LeftOutGroup[]> {
  return db.$queryRaw<LeftOutGroup[]>`
    SELECT tracking_company AS company, destination_code AS "countryCode", count(*)::int AS parcels
    FROM (
      SELECT fulfillment_id, destination_code FROM shipment
      WHERE shop_id = ${shopId}::uuid AND ended_at IS NULL AND hold = 'ignored' AND archived_at IS NULL
        AND shipped_at >= ${since}
      ORDER BY shipped_at DESC, id DESC LIMIT ${countLimit + 1}
    ) AS left_out JOIN fulfillment ON fulfillment.id = fulfillment_id
    GROUP BY tracking_company, destination_code`;
}

/** As a page shows it: counted up to 10,000. */
export const cappedCount = (parcels: number) => ({
  count: Math.min(parcels, countLimit),
  more: parcels > countLimit,
});

export type LeftOutParcel = {
  id: string;
  fulfillmentId: string;
  company: string | null;
  countryCode: string | null;
};

/** The next of them after one, the newest first. */
export function listLeftOut(
  db: Pick<Database, "$queryRaw">,
  asked: Since & { after: string | undefined; limit: number },
): Promise<LeftOutParcel[]> {
  const { shopId, since, limit } = asked;
  const after = asked.after ?? null;
  return db.$queryRaw<LeftOutParcel[]>`
    SELECT shipment.id, fulfillment_id AS "fulfillmentId", tracking_company AS company,
      destination_code AS "countryCode"
    FROM shipment JOIN fulfillment ON fulfillment.id = fulfillment_id
    WHERE shipment.shop_id = ${shopId}::uuid AND shipment.ended_at IS NULL AND hold = 'ignored'
      AND archived_at IS NULL AND shipped_at >= ${since}
      AND (${after}::uuid IS NULL OR (shipped_at, shipment.id) < (
        SELECT shipped_at, id FROM shipment WHERE id = ${after}::uuid))
    ORDER BY shipped_at DESC, shipment.id DESC LIMIT ${limit}`;
}
