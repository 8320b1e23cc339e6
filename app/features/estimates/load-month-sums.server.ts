import type { Database } from "#app/db.server.ts";
import type { MonthSum } from "./measure-estimates.ts";

const historyDays = 184;

/** The parcels delivered in a period and in the half year before it, by month, carrier, country and transit time. */
export function loadMonthSums(
  db: Pick<Database, "$queryRaw">,
  { shopId, from, to }: { shopId: string; from: string; to: string },
): Promise<MonthSum[]> {
  return db.$queryRaw<MonthSum[]>`
    SELECT to_char(day, 'YYYY-MM') AS month, day >= ${from}::date AS "isAsked", carrier_id AS "carrierId", country,
      half_days::int AS "halfDays", sum(parcels)::int AS parcels
    FROM delivered_day WHERE shop_id = ${shopId}::uuid AND carrier_id <> ''
      AND day BETWEEN ${from}::date - ${historyDays}::int AND ${to}::date
    GROUP BY 1, 2, 3, 4, 5`;
}
