import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export type Waits = {
  /** The longest that a job stood behind a worker that gave no sign of life, in seconds. */
  deadSeconds: number;
  /** The longest that a job was due: behind one dead worker, several in a row, or a busy one. */
  dueSeconds: number;
  queue: string;
  /** The longest that a create call stood open, in seconds. */
  attemptSeconds: number;
};

type Row = { name: string | null; due: number; dead: number; attempt: number };

/** Looks at the queue every second, until the signal ends it: from outside, as a monitor does. */
export async function watchJobs(
  databaseUrl: string,
  signal: AbortSignal,
): Promise<Waits> {
  const longest: Waits = {
    deadSeconds: 0,
    dueSeconds: 0,
    queue: "",
    attemptSeconds: 0,
  };
  while (!signal.aborted) {
    const row = await look(databaseUrl).catch(() => undefined);
    if (row) note(longest, row);
    await sleep(1_000);
  }
  return longest;
}

function note(longest: Waits, { name, due, dead, attempt }: Row) {
  if (due > longest.dueSeconds)
    Object.assign(longest, { dueSeconds: due, queue: name ?? "" });
  longest.deadSeconds = Math.max(longest.deadSeconds, dead);
  longest.attemptSeconds = Math.max(longest.attemptSeconds, attempt);
}

async function look(connectionString: string): Promise<Row> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Row>(`
      SELECT name, COALESCE(EXTRACT(EPOCH FROM now() - start_after), 0)::float8 AS due,
        COALESCE((SELECT EXTRACT(EPOCH FROM now() - min(COALESCE(heartbeat_on, started_on)))
          FROM pgboss.job WHERE state = 'active'), 0)::float8 AS dead,
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
