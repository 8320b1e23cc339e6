import { z } from "zod";
import type { Database } from "#app/db.server.ts";
import type { AnalyticsRange } from "./analytics-range.ts";

const text = z.string().nullable();
const count = z.number();

/** Parcels shipped in the period, or in the one before: of one day, or of one carrier. The other is null. */
export const shippedSum = z.object({
  isBefore: z.boolean(),
  day: text,
  carrierId: text,
  shipped: count,
  registered: count,
  refused: count,
  exceptions: count,
  failedAttempts: count,
});
export type ShippedSum = z.infer<typeof shippedSum>;

/** Parcels delivered, with their transit time where they are told by carrier or by country. */
export const deliveredSum = z.object({
  isBefore: z.boolean(),
  day: text,
  carrierId: text,
  country: text,
  halfDays: count.nullable(),
  parcels: count,
});
export type DeliveredSum = z.infer<typeof deliveredSum>;

type Asked = { shopId: string; range: Omit<AnalyticsRange, "key"> };
type Reading = Pick<Database, "$queryRaw">;

export function loadShippedSums(
  db: Reading,
  { shopId, range }: Asked,
): Promise<ShippedSum[]> {
  return db.$queryRaw<ShippedSum[]>`
    SELECT is_before AS "isBefore", CASE WHEN GROUPING(day) = 0 THEN day::text END AS day,
      CASE WHEN GROUPING(carrier_id) = 0 THEN carrier_id END AS "carrierId",
      sum(shipped)::int AS shipped, sum(registered)::int AS registered, sum(refused)::int AS refused,
      sum(exceptions)::int AS exceptions, sum(failed_attempts)::int AS "failedAttempts"
    FROM (SELECT *, day < ${range.from}::date AS is_before FROM shipped_day WHERE shop_id = ${shopId}::uuid
      AND day BETWEEN ${range.before.from}::date AND ${range.to}::date) AS counted
    GROUP BY GROUPING SETS ((is_before, day), (is_before, carrier_id))`;
}

export function loadDeliveredSums(
  db: Reading,
  { shopId, range }: Asked,
): Promise<DeliveredSum[]> {
  return db.$queryRaw<DeliveredSum[]>`
    SELECT is_before AS "isBefore", CASE WHEN GROUPING(day) = 0 THEN day::text END AS day,
      CASE WHEN GROUPING(carrier_id) = 0 THEN carrier_id END AS "carrierId",
      CASE WHEN GROUPING(country) = 0 THEN country END AS country,
      CASE WHEN GROUPING(half_days) = 0 THEN half_days::int END AS "halfDays",
      sum(parcels)::int AS parcels
    FROM (SELECT *, day < ${range.from}::date AS is_before FROM delivered_day WHERE shop_id = ${shopId}::uuid
      AND day BETWEEN ${range.before.from}::date AND ${range.to}::date) AS counted
    GROUP BY GROUPING SETS ((is_before, day), (is_before, carrier_id, half_days), (is_before, country, half_days))`;
}

/** Whether parcels of the shop changed that are not counted yet. */
export async function isCounting(
  db: Reading,
  shopId: string,
): Promise<boolean> {
  const [found] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM stale_day WHERE shop_id = ${shopId}::uuid)`;
  return Boolean(found?.exists);
}
