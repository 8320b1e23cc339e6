import type { Pool } from "pg";

/** How often each big table of a database was read from end to end. */
export type Scans = Map<string, number>;

// Of 8 MB and more: a smaller one is soon read.
export async function countScans(pool: Pool): Promise<Scans> {
  const { rows } = await pool.query<{ table: string; scans: number }>(
    `SELECT relname AS table, seq_scan::int AS scans FROM pg_stat_user_tables WHERE pg_relation_size(relid) >= 8388608`,
  );
  return new Map(rows.map(({ table, scans }) => [table, scans]));
}

/** The big tables read from end to end since. A connection tells of its last reads when it closes: close them before. */
export async function readWhole(
  worlds: readonly { parcels: number; pool: Pool; scans: Scans }[],
): Promise<string[]> {
  const whole: string[] = [];
  for (const { parcels, pool, scans } of worlds)
    for (const [table, count] of await countScans(pool))
      if (count > (scans.get(table) ?? 0)) whole.push(`${table} of ${parcels}`);
  return whole;
}
