import { readdir } from "node:fs/promises";
import type { Pool } from "pg";

const patienceMs = 1_000;
const migrationsFolder = new URL(
  "../../../prisma/migrations/",
  import.meta.url,
);

/** What is not ready: nothing, the database, its migrations; or the process leaves. */
export type Readiness = {
  ready: boolean;
  notReady: ("database" | "migrations" | "leaving")[];
};

export async function checkReadiness(
  pool: Pool,
  leaving: AbortSignal,
): Promise<Readiness> {
  if (leaving.aborted) return { ready: false, notReady: ["leaving"] };
  const expected = await listMigrations();
  const applied = await loadAppliedMigrations(pool);
  if (applied === "unreachable")
    return { ready: false, notReady: ["database"] };
  if (expected.every((name) => applied.has(name)))
    return { ready: true, notReady: [] };
  return { ready: false, notReady: ["migrations"] };
}

async function listMigrations() {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

async function loadAppliedMigrations(pool: Pool) {
  const query = {
    text: `SELECT migration_name FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    query_timeout: patienceMs,
  };
  const asking = pool.query<{ migration_name: string }>(query).then(
    ({ rows }) => new Set(rows.map((row) => row.migration_name)),
    (error: unknown) =>
      hasNoTable(error) ? new Set<string>() : ("unreachable" as const),
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"unreachable">((resolve) => {
    timer = setTimeout(() => resolve("unreachable"), patienceMs);
  });
  const applied = await Promise.race([asking, late]);
  clearTimeout(timer);
  return applied;
}

const hasNoTable = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "42P01";
