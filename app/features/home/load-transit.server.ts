import type { Database } from "#app/db.server.ts";
import type { DeliveredBucket } from "./home-view.ts";

/** The parcels delivered from a day on, by day and transit time, of all carriers and destinations together. */
export function loadTransit(
  db: Pick<Database, "$queryRaw">,
  { shopId, from }: { shopId: string; from: string },
): Promise<DeliveredBucket[]> {
  return db.$queryRaw<DeliveredBucket[]>`
    SELECT day::text, half_days::int AS "halfDays", sum(parcels)::int AS parcels
    FROM delivered_day WHERE shop_id = ${shopId}::uuid AND day >= ${from}::date
    GROUP BY day, half_days ORDER BY day`;
}
