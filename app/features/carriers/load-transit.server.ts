import type { Database } from "#app/db.server.ts";
import type { TransitBucket } from "#app/domain/transit-histogram.ts";

type Asked = { shopId: string; from: string };
type Found = TransitBucket & { of: string };

/** Transit times of the parcels delivered from a day on, by company. */
export async function loadTransitOfCompanies(
  db: Pick<Database, "$queryRaw">,
  { shopId, from, keys }: Asked & { keys: string[] },
): Promise<ReadonlyMap<string, TransitBucket[]>> {
  return byName(
    await db.$queryRaw<Found[]>`
      SELECT company_key AS of, half_days::int AS "halfDays", sum(parcels)::int AS parcels FROM delivered_day
      WHERE shop_id = ${shopId}::uuid AND day >= ${from}::date AND company_key = ANY(${keys}) GROUP BY 1, 2`,
  );
}

/** The same by carrier. */
export async function loadTransitOfCarriers(
  db: Pick<Database, "$queryRaw">,
  { shopId, from }: Asked,
): Promise<ReadonlyMap<string, TransitBucket[]>> {
  return byName(
    await db.$queryRaw<Found[]>`
      SELECT carrier_id AS of, half_days::int AS "halfDays", sum(parcels)::int AS parcels FROM delivered_day
      WHERE shop_id = ${shopId}::uuid AND day >= ${from}::date GROUP BY 1, 2`,
  );
}

const byName = (found: Found[]) => Map.groupBy(found, (bucket) => bucket.of);
