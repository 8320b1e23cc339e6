import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { startFleet } from "./start-fleet.ts";
import { watchCosts, type Costs } from "./watch-costs.ts";

export type Drained = { perSecond: number; costs: Costs };

const queues = {
  webhook_delivery: "process-delivery",
  push: "process-push",
} as const;

const patienceMs = 180_000;

/**
 * Lets a number of workers carry out what is stored, from the moment that the last of them is up.
 * @param options.table what is stored: none of it was carried out yet
 * @throws Error where rows stay open for minutes
 */
export async function drainBacklog(options: {
  pool: Pool;
  table: keyof typeof queues;
  workers: number;
  environment: Record<string, string>;
}): Promise<Drained> {
  const { pool, table, workers, environment } = options;
  await moveJobs(pool, queues[table], "1 hour");
  // As an installation that runs for longer: with statistics, without what the filling left.
  await pool.query("VACUUM ANALYZE");
  const fleet = await startFleet({ webs: 0, workers, environment });
  try {
    const watching = await watchCosts(pool, fleet.pids);
    await moveJobs(pool, queues[table], "-1 second");
    await untilDone(pool, table);
    const costs = await watching.stop();
    return { perSecond: await pace(pool, table), costs };
  } finally {
    await fleet.stop();
  }
}

async function moveJobs(pool: Pool, queue: string, by: string) {
  await pool.query(
    "UPDATE pgboss.job SET start_after = now() + $2::interval WHERE name = $1 AND state = 'created'",
    [queue, by],
  );
}

async function untilDone(pool: Pool, table: keyof typeof queues) {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const { rows } = await pool.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM ${table} WHERE processed_at IS NULL`,
    );
    const open = rows[0]?.open ?? 0;
    if (open === 0) return;
    if (Date.now() > giveUpAt) throw new Error(`${table}: ${open} stay open`);
    await sleep(200);
  }
}

/** A second, while all were at work: without the first and the last twentieth. */
async function pace(pool: Pool, table: keyof typeof queues) {
  const { rows } = await pool.query<{ pace: number }>(
    `SELECT (0.9 * count(*) / extract(epoch FROM
       percentile_disc(0.95) WITHIN GROUP (ORDER BY processed_at) -
       percentile_disc(0.05) WITHIN GROUP (ORDER BY processed_at)))::float8 AS pace
     FROM ${table}`,
  );
  return rows[0]?.pace ?? 0;
}
