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

type Migration = { name: string; sql: string };
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
 * @throws MigrationError when an applied migration was changed, or one failed
 */
export async function migrate(options: {
  url: string;
  folder?: string;
  logger?: { warn(details: object, text: string): void };
}): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(options.folder ?? defaultFolder);
  const client = new pg.Client({ connectionString: options.url });
  // Without a listener a lost connection would end the process; the statement at work fails anyway.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await client.query(createTable);
    const { rows } = await client.query<AppliedRow>(
      `SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations`,
    );
    const known = rows.filter((row) => row.rolled_back_at === null);
    refuseFailed(known);
    const names = new Set(migrations.map(({ name }) => name));
    const newer = known.filter((row) => !names.has(row.migration_name));
    if (newer.length > 0)
      options.logger?.warn(
        { migrations: newer.map((row) => row.migration_name) },
        "the database is of a newer version of the app",
      );
    const missing = migrations.filter((migration) =>
      isMissing(migration, known),
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
      return { name, sql };
    }),
  );
}

// Prisma writes its row before it begins. What of such a migration is there, a person has to find out.
function refuseFailed(rows: AppliedRow[]) {
  const failed = rows.find((row) => row.finished_at === null);
  if (failed)
    throw new MigrationError(
      `migration ${failed.migration_name} failed half way: mend it with "prisma migrate resolve"`,
    );
}

function isMissing({ name, sql }: Migration, rows: AppliedRow[]) {
  const row = rows.find(({ migration_name }) => migration_name === name);
  if (!row) return true;
  if (!checksumsOf(sql).includes(row.checksum))
    throw new MigrationError(
      `migration ${name} was changed after it was applied`,
    );
  return false;
}

// Line ends differ between checkouts; Prisma passes over that, too.
function checksumsOf(sql: string) {
  const unix = sql.replaceAll("\r\n", "\n");
  return [sql, unix, unix.replaceAll("\n", "\r\n")].map(checksumOf);
}

const checksumOf = (sql: string) =>
  createHash("sha256").update(sql).digest("hex");

async function apply(client: pg.Client, migration: Migration) {
  const startedAt = new Date();
  try {
    await client.query("BEGIN");
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, NULL, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksumOf(migration.sql), migration.name, startedAt],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK").catch(() => undefined);
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
