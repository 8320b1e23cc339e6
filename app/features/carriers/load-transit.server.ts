import type { Database } from "#app/db.server.ts";
import type { TransitBucket } from "#app/domain/transit-histogram.ts";

/** Transit times of the parcels delivered from a day on, by company. */
export async function loadTransit(
  db: Pick<Database, "$queryRaw">,
  { shopId, from, keys }: { shopId: string; from: string; keys: string[] },
): Promise<ReadonlyMap<string, TransitBucket[]>> {
  const found = await db.$queryRaw<(TransitBucket & { key: string })[]>`
    SELECT company_key AS key, half_days::int AS "halfDays", sum(parcels)::int AS parcels FROM delivered_day
    WHERE shop_id = ${shopId}::uuid AND day >= ${from}::date AND company_key = ANY(${keys}) GROUP BY 1, 2`;
  return Map.groupBy(found, ({ key }) => key);
}
