import { readdir } from "node:fs/promises";
import type { Pool } from "pg";
import { atMostEvery } from "../metrics/at-most-every.ts";
import { within } from "../within.ts";

const patienceMs = 1_000;
// Anybody may ask, as often as they like: the database is asked no more often than this.
const lookEveryMs = 1_000;
const migrationsFolder = new URL(
  "../../../prisma/migrations/",
  import.meta.url,
);

export type Readiness = {
  ready: boolean;
  notReady: ("database" | "migrations" | "queue" | "leaving")[];
};

export type ReadinessWorld = {
  pool: Pool;
  /** This process's: whether it runs, and does what it is there for. */
  queue: { isRunning(): boolean };
};

/**
 * Whether there is what a process needs: the database, its migrations, and the job queue with what it keeps there; and
 * that it stays. What the database says is shared by all who ask within a second; what the process knows itself is told at
 * once.
 */
export function createReadinessCheck(
  { pool, queue }: ReadinessWorld,
  leaving?: AbortSignal,
): () => Promise<Readiness> {
  const look = atMostEvery(lookEveryMs, () => lookAt(pool));
  return async () => {
    if (leaving?.aborted) return { ready: false, notReady: ["leaving"] };
    const found = await look();
    if (!found) return { ready: false, notReady: ["database"] };
    const notReady: Readiness["notReady"] = [];
    if (!found.isMigrated) notReady.push("migrations");
    if (!found.hasQueue || !queue.isRunning()) notReady.push("queue");
    return { ready: notReady.length === 0, notReady };
  };
}

/** Undefined where the database does not answer. */
async function lookAt(pool: Pool) {
  const expected = await listMigrations();
  const found = await within(patienceMs, "answer", () => ask(pool)).catch(
    () => undefined,
  );
  if (!found) return undefined;
  const { hasQueue, migrations } = found;
  return {
    hasQueue,
    isMigrated: expected.every((name) => migrations.has(name)),
  };
}

async function listMigrations() {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

async function ask(pool: Pool) {
  const hasQueue = await readRows<{ there: boolean }>(
    pool,
    "SELECT to_regclass('pgboss.job') IS NOT NULL AS there",
  );
  const applied = await readRows<{ migration_name: string }>(
    pool,
    `SELECT migration_name FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  ).catch((error: unknown) => {
    if (hasNoTable(error)) return [];
    throw error;
  });
  return {
    hasQueue: hasQueue[0]?.there === true,
    migrations: new Set(applied.map((row) => row.migration_name)),
  };
}

async function readRows<Row extends object>(pool: Pool, text: string) {
  const query = { text, query_timeout: patienceMs };
  return (await pool.query<Row>(query)).rows;
}

const hasNoTable = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "42P01";
