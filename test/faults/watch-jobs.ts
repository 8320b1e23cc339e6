import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export type Waits = {
  /** The longest that a job was due without being worked on, in seconds. */
  jobSeconds: number;
  queue: string;
  /** The longest that a create call stood open, in seconds. */
  attemptSeconds: number;
};

type Row = { name: string | null; job: number; attempt: number };

/** Looks at the queue every second, until the signal ends it: from outside, as a monitor does. */
export async function watchJobs(
  databaseUrl: string,
  signal: AbortSignal,
): Promise<Waits> {
  const longest: Waits = { jobSeconds: 0, queue: "", attemptSeconds: 0 };
  while (!signal.aborted) {
    const row = await look(databaseUrl).catch(() => undefined);
    if (row && row.job > longest.jobSeconds)
      Object.assign(longest, { jobSeconds: row.job, queue: row.name ?? "" });
    if (row)
      longest.attemptSeconds = Math.max(longest.attemptSeconds, row.attempt);
    await sleep(1_000);
  }
  return longest;
}

async function look(connectionString: string): Promise<Row> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Row>(`
      SELECT name, COALESCE(EXTRACT(EPOCH FROM now() - start_after), 0)::float8 AS job,
        COALESCE((SELECT EXTRACT(EPOCH FROM now() - min(attempt_started_at)) FROM tracking
          WHERE registration = 'registering'), 0)::float8 AS attempt
      FROM (SELECT 1) AS one LEFT JOIN LATERAL (
        SELECT name, start_after FROM pgboss.job
        WHERE state IN ('created', 'retry') AND start_after < now() AND name <> 'dead-letters'
        ORDER BY start_after LIMIT 1
      ) AS oldest ON true`);
    return rows[0]!;
  } finally {
    await client.end().catch(() => undefined);
  }
}
