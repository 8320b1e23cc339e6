import type { Database, Transaction } from "#app/db.server.ts";

// Of one busy day come many rows for one count.
const rowsPerRun = 20_000;
const daysPerRun = 50;
const longestMs = 60_000;
// Half a year; what takes longer is a mistake in a date, or lost.
const mostHalfDays = 360;

type StaleDay = { measure: string; day: string };
type Counted = { shopId: string; timeZone: string; days: string[] };

/** The shops that have days to be counted anew, the one that waits longest first. */
export async function shopsToCount(
  db: Pick<Database, "$queryRaw">,
): Promise<string[]> {
  const shops = await db.$queryRaw<{ shopId: string }[]>`
    SELECT shop_id AS "shopId" FROM stale_day GROUP BY shop_id ORDER BY min(id)`;
  return shops.map(({ shopId }) => shopId);
}

/**
 * Counts anew some of a shop's days that changed, in one transaction. Taken first and counted then, so that a change
 * that commits meanwhile leaves a row of its own behind. The lock on the shop lets no other process count the same
 * days, and lets neither the shop's time zone change meanwhile nor the shop go.
 * @param onCounted what else is to be done in this transaction, where days were counted
 * @returns whether more waited than one run takes. What came meanwhile is no reason for another run: a day that parcels
 *   are shipped on would be counted without end. False where the shop is locked
 */
export async function countStaleDays(
  db: Database,
  shopId: string,
  onCounted?: (tx: Transaction) => Promise<void>,
): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      const [shop] = await tx.$queryRaw<{ timeZone: string }[]>`
        SELECT time_zone AS "timeZone" FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE SKIP LOCKED`;
      if (!shop) return false;
      const { days, rows } = await takeStaleDays(tx, { shopId, ...shop });
      const daysOf = (wanted: string) =>
        days.filter(({ measure }) => measure === wanted).map(({ day }) => day);
      await countShipped(tx, { shopId, ...shop, days: daysOf("shipped") });
      await countDelivered(tx, { shopId, ...shop, days: daysOf("delivered") });
      if (days.length === 0) return false;
      await tx.$executeRaw`UPDATE shop SET days_counted = days_counted + 1 WHERE id = ${shopId}::uuid`;
      await onCounted?.(tx);
      return days.length === daysPerRun || rows === rowsPerRun;
    },
    { timeout: longestMs },
  );
}

/** The days that wait longest, each once, in the shop's time zone, and of how many rows they were found. */
async function takeStaleDays(
  tx: Transaction,
  { shopId, timeZone }: Omit<Counted, "days">,
): Promise<{ days: StaleDay[]; rows: number }> {
  const days = await tx.$queryRaw<(StaleDay & { rows: number })[]>`
    WITH oldest AS (
      SELECT id, measure, (at AT TIME ZONE ${timeZone})::date AS day
      FROM stale_day WHERE shop_id = ${shopId}::uuid ORDER BY id LIMIT ${rowsPerRun}
    ), stale AS (
      SELECT measure, day FROM oldest GROUP BY measure, day ORDER BY min(id) LIMIT ${daysPerRun}
    ), taken AS (
      DELETE FROM stale_day USING oldest JOIN stale USING (measure, day) WHERE stale_day.id = oldest.id
    )
    SELECT measure, day::text, (SELECT count(*) FROM oldest)::int AS rows FROM stale`;
  return { days, rows: days[0]?.rows ?? 0 };
}

// Of a day that begins twice, or an hour late, the range is read wider than it is.
async function countShipped(
  tx: Transaction,
  { shopId, timeZone, days }: Counted,
) {
  if (days.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM shipped_day WHERE shop_id = ${shopId}::uuid AND day = ANY(${days}::date[])`;
  await tx.$executeRaw`
    INSERT INTO shipped_day (shop_id, day, carrier_id, company_key, country, shipped, registered, refused, delivered,
      exceptions, failed_attempts, returned, expired)
    SELECT shop_id, day, COALESCE(carrier_id, ''), company_key, COALESCE(destination_code, ''), count(*),
      count(*) FILTER (WHERE shipment.state = ANY(enum_range(NULL::shipment_status)::text[])),
      count(*) FILTER (WHERE shipment.state IN ('needs_carrier', 'failed', 'over_quota', 'waiting_for_account')),
      count(*) FILTER (WHERE shipment.state = 'delivered'), count(*) FILTER (WHERE had_exception),
      count(*) FILTER (WHERE had_failed_attempt), count(*) FILTER (WHERE shipment.state = 'returned'),
      count(*) FILTER (WHERE shipment.state = 'expired')
    FROM unnest(${days}::date[]) AS day
      JOIN LATERAL (SELECT * FROM shipment WHERE shop_id = ${shopId}::uuid
        AND shipped_at >= (day + time '00:00' - interval '3 hours') AT TIME ZONE ${timeZone}
        AND shipped_at < (day + time '00:00' + interval '27 hours') AT TIME ZONE ${timeZone}
        AND (shipped_at AT TIME ZONE ${timeZone})::date = day
        AND ended_at IS NULL AND number <> '') AS shipment ON true
    GROUP BY 1, 2, 3, 4, 5`;
}

async function countDelivered(
  tx: Transaction,
  { shopId, timeZone, days }: Counted,
) {
  if (days.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM delivered_day WHERE shop_id = ${shopId}::uuid AND day = ANY(${days}::date[])`;
  await tx.$executeRaw`
    INSERT INTO delivered_day (shop_id, day, carrier_id, company_key, country, half_days, parcels)
    SELECT shop_id, day, COALESCE(carrier_id, ''), company_key, COALESCE(destination_code, ''),
      LEAST(${mostHalfDays}, GREATEST(1, CEIL(EXTRACT(EPOCH FROM delivered_at - shipped_at) / 43200)))::smallint,
      count(*)
    FROM unnest(${days}::date[]) AS day
      JOIN LATERAL (SELECT * FROM shipment WHERE shop_id = ${shopId}::uuid AND delivered_at IS NOT NULL
        AND delivered_at >= (day + time '00:00' - interval '3 hours') AT TIME ZONE ${timeZone}
        AND delivered_at < (day + time '00:00' + interval '27 hours') AT TIME ZONE ${timeZone}
        AND (delivered_at AT TIME ZONE ${timeZone})::date = day
        AND number <> '') AS shipment ON true
    GROUP BY 1, 2, 3, 4, 5, 6`;
}

/** Whether a day waits to be counted. */
export async function hasStaleDays(
  db: Pick<Database, "$queryRaw">,
): Promise<boolean> {
  const [found] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM stale_day)`;
  return Boolean(found?.exists);
}

/** Parcels went that no trigger tells of: each day that is counted, and its neighbours, is counted anew. */
export async function recountAllDays(
  tx: Pick<Transaction, "$executeRaw">,
  shopId: string,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO stale_day (shop_id, measure, at)
    SELECT DISTINCT ${shopId}::uuid, measure, day + neighbour + interval '12 hours'
    FROM (SELECT 'shipped' AS measure, day FROM shipped_day WHERE shop_id = ${shopId}::uuid
      UNION SELECT 'delivered', day FROM delivered_day WHERE shop_id = ${shopId}::uuid) AS counted,
      generate_series(-1, 1) AS neighbour`;
}
