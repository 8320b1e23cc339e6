import type { Database, Transaction } from "#app/db.server.ts";

// Of one shop's busy day come many rows for one count.
const rowsPerRun = 5_000;
// Half a year; what takes longer is a mistake in a date, or lost.
const mostHalfDays = 360;
const lockId = 72_707_371;

type StaleDay = { shopId: string; measure: string; day: string };

/**
 * Counts anew the days that changed, of all shops: some of them, in one transaction. Taken first and counted then, so
 * that a change that commits meanwhile leaves a row of its own behind. One process at a time.
 * @returns whether there may be more
 */
export async function countStaleDays(db: Database): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${lockId}::bigint) AS mine`;
    if (!lock?.mine) return false;
    const taken = await takeStaleDays(tx);
    const byShop = Map.groupBy(taken.days, ({ shopId }) => shopId);
    for (const [shopId, days] of byShop) {
      await countShipped(tx, shopId, daysOf(days, "shipped"));
      await countDelivered(tx, shopId, daysOf(days, "delivered"));
    }
    return taken.rows === rowsPerRun;
  });
}

const daysOf = (days: StaleDay[], wanted: string) =>
  days.filter(({ measure }) => measure === wanted).map(({ day }) => day);

/** The days, each once, in the time zone of their shop. */
async function takeStaleDays(tx: Transaction) {
  const found = await tx.$queryRaw<(StaleDay & { rows: number })[]>`
    WITH taken AS (
      DELETE FROM stale_day WHERE id IN (SELECT id FROM stale_day ORDER BY id LIMIT ${rowsPerRun})
      RETURNING shop_id, measure, at
    )
    SELECT shop_id AS "shopId", measure, to_char(at AT TIME ZONE shop.time_zone, 'YYYY-MM-DD') AS day,
      count(*)::int AS rows
    FROM taken JOIN shop ON shop.id = taken.shop_id GROUP BY 1, 2, 3`;
  return { days: found, rows: found.reduce((sum, { rows }) => sum + rows, 0) };
}

async function countShipped(tx: Transaction, shopId: string, days: string[]) {
  if (days.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM shipped_day WHERE shop_id = ${shopId}::uuid AND day = ANY(${days}::date[])`;
  await tx.$executeRaw`
    INSERT INTO shipped_day (shop_id, day, carrier_id, company_key, country, shipped, registered, refused, delivered,
      exceptions, failed_attempts, returned, expired)
    SELECT shop.id, day, COALESCE(carrier_id, ''), company_key, COALESCE(destination_code, ''), count(*),
      count(*) FILTER (WHERE shipment.state = ANY(enum_range(NULL::shipment_status)::text[])),
      count(*) FILTER (WHERE shipment.state IN ('needs_carrier', 'failed', 'over_quota', 'waiting_for_account')),
      count(*) FILTER (WHERE shipment.state = 'delivered'), count(*) FILTER (WHERE had_exception),
      count(*) FILTER (WHERE had_failed_attempt), count(*) FILTER (WHERE shipment.state = 'returned'),
      count(*) FILTER (WHERE shipment.state = 'expired')
    FROM shop, unnest(${days}::date[]) AS day
      JOIN LATERAL (SELECT * FROM shipment WHERE shop_id = ${shopId}::uuid
        AND shipped_at >= day::timestamp AT TIME ZONE shop.time_zone
        AND shipped_at < (day + 1)::timestamp AT TIME ZONE shop.time_zone
        AND ended_at IS NULL AND number <> '') AS shipment ON true
    WHERE shop.id = ${shopId}::uuid GROUP BY 1, 2, 3, 4, 5`;
}

async function countDelivered(tx: Transaction, shopId: string, days: string[]) {
  if (days.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM delivered_day WHERE shop_id = ${shopId}::uuid AND day = ANY(${days}::date[])`;
  await tx.$executeRaw`
    INSERT INTO delivered_day (shop_id, day, carrier_id, company_key, country, half_days, parcels)
    SELECT shop.id, day, COALESCE(carrier_id, ''), company_key, COALESCE(destination_code, ''),
      LEAST(${mostHalfDays}, GREATEST(1, CEIL(EXTRACT(EPOCH FROM delivered_at - shipped_at) / 43200)))::smallint,
      count(*)
    FROM shop, unnest(${days}::date[]) AS day
      JOIN LATERAL (SELECT * FROM shipment WHERE shop_id = ${shopId}::uuid AND delivered_at IS NOT NULL
        AND delivered_at >= day::timestamp AT TIME ZONE shop.time_zone
        AND delivered_at < (day + 1)::timestamp AT TIME ZONE shop.time_zone
        AND number <> '') AS shipment ON true
    WHERE shop.id = ${shopId}::uuid GROUP BY 1, 2, 3, 4, 5, 6`;
}

/** Whether a day waits to be counted. */
export async function hasStaleDays(
  db: Pick<Database, "$queryRaw">,
): Promise<boolean> {
  const [found] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM stale_day)`;
  return Boolean(found?.exists);
}

/** The shop's days begin at another hour now: each that is counted, and its neighbours, is counted anew. */
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
