import type { Database } from "#app/db.server.ts";
import type { MonthSum } from "./measure-estimates.ts";

const historyDays = 184;

/** The parcels delivered in a period and in the half year before it, by month, carrier, country and transit time. */
export function loadMonthSums(
  db: Pick<Database, "$queryRaw">,
  { shopId, from, to }: { shopId: string; from: string; to: string },
): Promise<MonthSum[]> {
  return db.$queryRaw<MonthSum[]>`
    SELECT to_char(first, 'YYYY-MM') AS month, sums.* FROM generate_series(
        date_trunc('month', ${from}::timestamp - make_interval(days => ${historyDays}::int)),
        ${to}::timestamp, interval '1 month') AS first
      CROSS JOIN LATERAL (
        SELECT day >= ${from}::date AS "isAsked", carrier_id AS "carrierId", country, half_days::int AS "halfDays",
          sum(parcels)::int AS parcels
        FROM delivered_day WHERE shop_id = ${shopId}::uuid AND carrier_id <> ''
          AND day >= GREATEST(first::date, ${from}::date - ${historyDays}::int)
          AND day < LEAST((first + interval '1 month')::date, ${to}::date + 1)
        GROUP BY 1, 2, 3, 4) AS sums`;
}
