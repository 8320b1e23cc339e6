import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

const defaultFolder = fileURLToPath(
  new URL("../../prisma/migrations", import.meta.url),
);
// The lock that Prisma's own migrator takes.
const migrationLock = 72_707_369;

export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

type Migration = { name: string; sql: string; checksum: string };
type AppliedRow = {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
};

/**
 * Applies what is missing of `prisma/migrations`, each in one transaction, and writes it down as
 * `prisma migrate deploy` does, so that either can follow the other. Of two processes one migrates, the
 * other waits. A migration cannot hold statements that refuse a transaction (CREATE INDEX CONCURRENTLY).
 * Migrations of a newer version of the app are left alone: an old process may start during a rollout.
 * @throws MigrationError when an applied migration was changed, or one failed half way
 */
export async function migrate(options: {
  url: string;
  folder?: string;
}): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(options.folder ?? defaultFolder);
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await client.query(createTable);
    const { rows } = await client.query<AppliedRow>(
      `SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations`,
    );
    const missing = migrations.filter((migration) =>
      isMissing(migration, rows),
    );
    for (const migration of missing) await apply(client, migration);
    return { applied: missing.map(({ name }) => name) };
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(
        path.join(folder, name, "migration.sql"),
        "utf8",
      );
      return {
        name,
        sql,
        checksum: createHash("sha256").update(sql).digest("hex"),
      };
    }),
  );
}

function isMissing(migration: Migration, rows: AppliedRow[]) {
  const known = rows.find(
    (row) =>
      row.migration_name === migration.name && row.rolled_back_at === null,
  );
  if (!known) return true;
  if (known.finished_at === null)
    throw new MigrationError(
      `migration ${migration.name} failed half way: mend it with "prisma migrate resolve"`,
    );
  if (known.checksum !== migration.checksum)
    throw new MigrationError(
      `migration ${migration.name} was changed after it was applied`,
    );
  return false;
}

async function apply(client: pg.Client, migration: Migration) {
  const startedAt = new Date();
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, NULL, $4, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name, startedAt],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new MigrationError(`migration ${migration.name} was not applied`, {
      cause,
    });
  }
}

// As Prisma makes it.
const createTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                      VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum                VARCHAR(64) NOT NULL,
  finished_at             TIMESTAMPTZ,
  migration_name          VARCHAR(255) NOT NULL,
  logs                    TEXT,
  rolled_back_at          TIMESTAMPTZ,
  started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;
