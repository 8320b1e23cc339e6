import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { readMemory, type ProcessMemory } from "./read-memory.ts";
import type { Answered } from "./send-load.ts";

/** One look, every few seconds. */
export type Sample = {
  /** Seconds since the start. */
  at: number;
  processes: Record<string, ProcessMemory>;
  /** Of the app, at the database. */
  connections: number;
  /** Deliveries and pushes that wait. */
  waiting: number;
  answered: number;
  failed: number;
  p50: number;
  p99: number;
};

const sampleMs = 5_000;
/** Looks at the processes, the database and what was answered, until it is told to stop. */
export function watchLeaks(options: {
  pool: Pool;
  /** By name. */
  pids: Record<string, number>;
  /** Where memory-process.ts writes. */
  memoryFolder: string;
  onSample(sample: Sample): void;
}) {
  const startedAt = performance.now();
  const samples: Sample[] = [];
  let answers: Answered[] = [];
  const ending = new AbortController();
  const look = async () => {
    const taken = answers;
    answers = [];
    const times = taken.map(({ ms }) => ms).sort((one, other) => one - other);
    const share = (part: number) =>
      times[Math.min(times.length - 1, Math.floor(part * times.length))] ?? NaN;
    const sample: Sample = {
      at: (performance.now() - startedAt) / 1_000,
      processes: Object.fromEntries(
        Object.entries(options.pids).map(([name, pid]) => [
          name,
          readMemory(pid, options.memoryFolder),
        ]),
      ),
      ...(await readDatabase(options.pool)),
      answered: taken.length,
      failed: taken.filter(({ ok }) => !ok).length,
      p50: share(0.5),
      p99: share(0.99),
    };
    samples.push(sample);
    options.onSample(sample);
  };
  const running = (async () => {
    const { signal } = ending;
    for (;;) {
      await sleep(sampleMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await look();
    }
  })();
  return {
    note: (answered: Answered) => void answers.push(answered),
    async stop() {
      ending.abort();
      await running;
      return samples;
    },
  };
}

async function readDatabase(pool: Pool) {
  const { rows } = await pool.query<{ connections: number; waiting: number }>(
    `SELECT (SELECT count(*)::int FROM pg_stat_activity
         WHERE datname = current_database() AND application_name LIKE 'shipment-tracking%') AS connections,
       (SELECT count(*)::int FROM pgboss.job
         WHERE name IN ('process-delivery', 'process-push') AND state IN ('created', 'retry', 'active')) AS waiting`,
  );
  return rows[0] ?? { connections: 0, waiting: 0 };
}
