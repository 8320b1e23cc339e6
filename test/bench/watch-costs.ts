import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import {
  busySeconds,
  parentOf,
  secondsOf,
  secondsWithChildren,
} from "./read-processor-time.ts";

/** What a stretch of time cost. Processor time is in cores: seconds used per second. */
export type Costs = {
  seconds: number;
  cores: {
    web: number;
    worker: number;
    postgres: number;
    /** The load, the simulators, this process. */
    rest: number;
    of: number;
  };
  /** Of the busiest process of the app. */
  busiest: number;
  /** Sessions at work or in a transaction at a moment, by what each waited for, the commonest first. */
  waits: { what: string; sessions: number }[];
  commits: number;
  /** Of the write-ahead log to disk, and how long they took together. */
  syncs: number;
  syncMs: number;
  walBytes: number;
};

export type WatchedProcesses = { web: number[]; worker: number[] };

const sampleMs = 50;

/**
 * Watches processes and their database until it is told to stop.
 * @param pool of the database; its server writes down how long the log's syncs take (`timeSyncs`)
 */
export async function watchCosts(pool: Pool, processes: WatchedProcesses) {
  const { rows } = await pool.query<{ pid: number }>(
    "SELECT pg_backend_pid() AS pid",
  );
  const server = parentOf(rows[0]?.pid ?? 0);
  const waits = new Map<string, number>();
  let samples = 0;
  const ending = new AbortController();
  const sampling = (async () => {
    while (!ending.signal.aborted) {
      for (const { what, sessions } of await readWaits(pool))
        waits.set(what, (waits.get(what) ?? 0) + sessions);
      samples += 1;
      await sleep(sampleMs);
    }
  })();
  const before = await readCounters(pool, processes, server);
  return {
    async stop(): Promise<Costs> {
      const after = await readCounters(pool, processes, server);
      ending.abort();
      await sampling;
      return {
        ...costsBetween(before, after),
        waits: [...waits]
          .map(([what, sum]) => ({ what, sessions: sum / samples }))
          .sort((one, other) => other.sessions - one.sessions),
      };
    },
  };
}

/** Lets the server write down how long the log takes to disk; needs a superuser. */
export async function timeSyncs(pool: Pool) {
  await pool.query("ALTER SYSTEM SET track_wal_io_timing = on");
  await pool.query("SELECT pg_reload_conf()");
}

// Without a wait a session is on a processor, or queues for one. "the app": its transaction is open, and the next
// statement is still to come.
async function readWaits(pool: Pool) {
  const { rows } = await pool.query<{ what: string; sessions: number }>(
    `SELECT CASE WHEN state <> 'active' THEN 'the app'
         ELSE coalesce(wait_event_type || ':' || wait_event, 'processor') END AS what,
       count(*)::int AS sessions
     FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
       AND state IN ('active', 'idle in transaction')
     GROUP BY 1`,
  );
  return rows;
}

type Counters = {
  at: number;
  web: number[];
  worker: number[];
  postgres: number;
  busy: number;
  commits: number;
  syncs: number;
  syncMs: number;
  walBytes: number;
};

async function readCounters(
  pool: Pool,
  { web, worker }: WatchedProcesses,
  server: number,
): Promise<Counters> {
  const { rows } = await pool.query<
    Pick<Counters, "commits" | "syncs" | "syncMs" | "walBytes">
  >(
    `SELECT wal_sync::float8 AS syncs, wal_sync_time AS "syncMs", wal_bytes::float8 AS "walBytes",
       (SELECT xact_commit::float8 FROM pg_stat_database WHERE datname = current_database()) AS commits
     FROM pg_stat_wal`,
  );
  return {
    at: performance.now(),
    web: web.map(secondsOf),
    worker: worker.map(secondsOf),
    postgres: secondsWithChildren(server),
    busy: busySeconds(),
    ...rows[0]!,
  };
}

function costsBetween(before: Counters, after: Counters) {
  const seconds = (after.at - before.at) / 1_000;
  const each = (role: "web" | "worker") =>
    after[role].map((used, at) => (used - (before[role][at] ?? 0)) / seconds);
  const [web, worker] = [each("web"), each("worker")];
  const postgres = (after.postgres - before.postgres) / seconds;
  const known = sum(web) + sum(worker) + postgres;
  const rest = Math.max(0, (after.busy - before.busy) / seconds - known);
  const of = cpus().length;
  return {
    seconds,
    cores: { web: sum(web), worker: sum(worker), postgres, rest, of },
    busiest: Math.max(0, ...web, ...worker),
    commits: after.commits - before.commits,
    syncs: after.syncs - before.syncs,
    syncMs: after.syncMs - before.syncMs,
    walBytes: after.walBytes - before.walBytes,
  };
}

const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);
