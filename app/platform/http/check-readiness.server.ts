import { readdir } from "node:fs/promises";
import type { Pool } from "pg";
import { within } from "../within.ts";

const patienceMs = 1_000;
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
  /** This process's: whether it runs. */
  queue: { isRunning(): boolean };
};

/** What a process needs: the database, its migrations, and the job queue with what it keeps there; and that it stays. */
export async function checkReadiness(
  { pool, queue }: ReadinessWorld,
  leaving?: AbortSignal,
): Promise<Readiness> {
  if (leaving?.aborted) return { ready: false, notReady: ["leaving"] };
  const expected = await listMigrations();
  const found = await within(patienceMs, "answer", () => ask(pool)).catch(
    () => undefined,
  );
  if (!found) return { ready: false, notReady: ["database"] };
  const notReady: Readiness["notReady"] = [];
  if (!expected.every((name) => found.migrations.has(name)))
    notReady.push("migrations");
  if (!found.hasQueue || !queue.isRunning()) notReady.push("queue");
  return { ready: notReady.length === 0, notReady };
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
