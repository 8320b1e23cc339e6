import { z } from "zod";
import type { Database } from "#app/db.server.ts";
import {
  transitPercentile,
  type TransitBucket,
} from "#app/domain/transit-histogram.ts";

/** What became of a company's parcels; key "" of those without one. */
export const companyVolume = z.object({
  key: z.string(),
  parcels: z.number(),
  registered: z.number(),
  /** The carrier of most of them. */
  usualId: z.string().nullable(),
  /** Median days from shipping to delivery, to half a day. */
  transitDays: z.number().nullable(),
});
export type CompanyVolume = z.infer<typeof companyVolume>;

type Reading = Pick<Database, "$queryRaw">;
type Asked = { shopId: string; from: string };
type Row = Omit<CompanyVolume, "transitDays"> & { buckets: TransitBucket[] };

/** Those that had parcels from a day on, from what is kept of each day: no parcel is read. */
export async function sumCompanies(
  db: Reading,
  { shopId, from }: Asked,
): Promise<CompanyVolume[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH of_carrier AS (
      SELECT company_key, carrier_id, sum(shipped) AS shipped, sum(registered) AS registered FROM shipped_day
      WHERE shop_id = ${shopId}::uuid AND day >= ${from}::date GROUP BY 1, 2
    ), volume AS (
      SELECT company_key, sum(shipped)::int AS parcels, sum(registered)::int AS registered,
        (array_agg(carrier_id ORDER BY shipped DESC, carrier_id) FILTER (WHERE carrier_id <> ''))[1] AS usual_id
      FROM of_carrier GROUP BY 1
    ), transit AS (
      SELECT company_key, json_agg(json_build_object('halfDays', half_days, 'parcels', parcels)) AS buckets FROM (
        SELECT company_key, half_days, sum(parcels)::int AS parcels FROM delivered_day
        WHERE shop_id = ${shopId}::uuid AND day >= ${from}::date GROUP BY 1, 2) AS bucket GROUP BY 1
    )
    SELECT company_key AS key, COALESCE(parcels, 0) AS parcels, COALESCE(registered, 0) AS registered,
      usual_id AS "usualId", COALESCE(buckets, '[]') AS buckets
    FROM volume FULL JOIN transit USING (company_key)`;
  return rows.map(({ buckets, ...volume }) => ({
    ...volume,
    transitDays: transitPercentile(buckets, 0.5),
  }));
}
