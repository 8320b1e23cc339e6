import type { Pool } from "pg";
import type { Database } from "#app/db.server.ts";
import { countStaleDays } from "#app/features/analytics/count-stale-days.server.ts";

const sampled = 500;
const countedAnew = ["3 days", "45 days", "400 days"];

/**
 * Compares what was written without triggers with what they write: some parcels are inserted once more, some days
 * counted anew.
 * @throws when they differ
 */
export async function checkKept(
  { pool, db }: { pool: Pool; db: Database },
  parcels: number,
): Promise<void> {
  await checkRows(pool, parcels);
  await checkDays({ pool, db });
}

// What a carrier told of within a day and a half is kept at the moment in which it is heard, which is now. Of the quiet
// ones time alone tells.
const compared = `
  SELECT kept.id FROM sample AS kept JOIN shipment AS anew USING (fulfillment_id)
  WHERE anew.number = kept.number || ' again' AND (anew.state, anew.attention, anew.last_event_time, anew.had_exception,
      anew.had_failed_attempt, anew.delivered_at IS NULL, old AND anew.moved_at <> kept.moved_at,
      old AND anew.delivered_at <> kept.delivered_at)
    IS DISTINCT FROM (kept.state, CASE WHEN kept.attention NOT IN ('silent', 'stalled') THEN kept.attention END,
      kept.last_event_time, kept.had_exception, kept.had_failed_attempt, kept.delivered_at IS NULL, false,
      CASE WHEN kept.delivered_at IS NULL AND old THEN NULL ELSE false END)`;

async function checkRows(pool: Pool, parcels: number) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      `CREATE TEMP TABLE sample ON COMMIT DROP AS SELECT *, COALESCE(last_event_time <
         to_char(now() AT TIME ZONE 'UTC' - interval '2 days', 'YYYY-MM-DD HH24:MI:SS'), false) AS old
       FROM shipment TABLESAMPLE SYSTEM (${Math.min(100, 3_000_000 / parcels)}) ORDER BY random() LIMIT ${sampled}`,
    );
    const { rowCount } = await client.query(
      `INSERT INTO shipment SELECT again.* FROM sample CROSS JOIN LATERAL jsonb_populate_record(NULL::shipment,
         to_jsonb(sample) || jsonb_build_object('id', gen_random_uuid(), 'number', number || ' again', 'state', 'unset',
           'attention', NULL, 'last_event_time', NULL, 'moved_at', now(), 'delivered_at', NULL, 'had_exception', false,
           'had_failed_attempt', false)) AS again`,
    );
    const wrong = await client.query(compared);
    if (!rowCount || wrong.rows.length > 0)
      throw new Error(
        `of ${rowCount} seeded parcels the triggers say otherwise: ${JSON.stringify(wrong.rows)}`,
      );
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

async function checkDays({ pool, db }: { pool: Pool; db: Database }) {
  const { rows: shops } = await pool.query<{ id: string }>(
    "SELECT id FROM shop ORDER BY domain LIMIT 2",
  );
  for (const { id } of shops) {
    const before = await keptOf(pool, id);
    await pool.query(
      `INSERT INTO stale_day (shop_id, measure, at) SELECT $1, measure, now() - ago
       FROM unnest($2::interval[]) AS ago, unnest(ARRAY['shipped', 'delivered']) AS measure`,
      [id, countedAnew],
    );
    while (await countStaleDays(db, id));
    if ((await keptOf(pool, id)) !== before)
      throw new Error("days are kept otherwise when they are counted");
  }
}

/** All that is kept of a shop's days, as one text. */
async function keptOf(pool: Pool, shopId: string) {
  const { rows } = await pool.query<{ kept: string }>(
    `SELECT md5(string_agg(kept::text, ' ' ORDER BY kept::text)) AS kept FROM (
       SELECT to_jsonb(shipped_day) AS kept FROM shipped_day WHERE shop_id = $1 AND day > now() - interval '500 days'
       UNION ALL SELECT to_jsonb(delivered_day) FROM delivered_day WHERE shop_id = $1 AND day > now() - interval '500 days'
     ) AS days`,
    [shopId],
  );
  return rows[0]?.kept;
}
