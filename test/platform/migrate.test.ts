import { randomBytes } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { migrate, MigrationError } from "#app/platform/migrate.server.ts";
import { onServer, urlOf } from "#test/support/global-database.ts";
import { runPrisma } from "#test/support/run-prisma.ts";

const root = path.resolve(import.meta.dirname, "../..");
const name = "20261123000000_spine";
const names = readdirSync(path.join(root, "prisma/migrations"))
  .filter((entry) => !entry.endsWith(".toml"))
  .sort();
let url: string;
let client: pg.Client;
let folder: string;

beforeEach(async () => {
  const database = `migrate_${randomBytes(6).toString("hex")}`;
  const server = inject("databaseServer");
  await onServer(server, `CREATE DATABASE ${database}`);
  url = urlOf(server, database);
  client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  cpSync(path.join(root, "prisma/migrations"), folder, { recursive: true });
});

afterEach(async () => {
  await client.end();
  await onServer(
    inject("databaseServer"),
    `DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`,
  );
  rmSync(folder, { recursive: true, force: true });
});

const prisma = (...words: string[]) => runPrisma(url, ...words);

/** The table of migrations and its rows, as far as two runs can agree. */
async function written() {
  const { rows: columns } = await client.query(
    `SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
     FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY column_name`,
  );
  const { rows } = await client.query(
    `SELECT checksum, migration_name, logs, rolled_back_at, applied_steps_count, length(id) AS id_length,
       started_at <= finished_at AND finished_at <= now() AS in_order
     FROM _prisma_migrations ORDER BY migration_name`,
  );
  return { columns, rows };
}

function addMigration(added: string, sql: string) {
  mkdirSync(path.join(folder, added));
  writeFileSync(path.join(folder, added, "migration.sql"), sql);
}

// Prisma's command line takes seconds to start.
describe("migrate", { timeout: 60_000 }, () => {
  it("applies what is missing, and then finds nothing to do", async () => {
    expect(await migrate({ url })).toEqual({ applied: names });
    expect(await migrate({ url })).toEqual({ applied: [] });
  });

  it("applies each once when two processes start together", async () => {
    const both = await Promise.all([migrate({ url }), migrate({ url })]);
    expect(both.flatMap(({ applied }) => applied)).toEqual(names);
  });

  it("is followed by Prisma's own, which finds nothing to do", async () => {
    await migrate({ url });
    expect(await prisma("migrate", "deploy")).toContain(
      "No pending migrations to apply",
    );
    expect(await prisma("migrate", "status")).toContain(
      "Database schema is up to date",
    );
  });

  it("follows Prisma's own, finds nothing to do, and would have written the same", async () => {
    expect(await prisma("migrate", "deploy")).toContain(name);
    expect(await migrate({ url })).toEqual({ applied: [] });
    const prismas = await written();
    await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await migrate({ url });
    expect(await written()).toEqual(prismas);
  });

  it("leaves a database that is what the schema says", async () => {
    await migrate({ url });
    expect(
      await prisma(
        "migrate",
        "diff",
        "--from-migrations",
        "prisma/migrations",
        "--to-schema-datamodel",
        "prisma/schema.prisma",
      ),
    ).toContain("No difference detected");
  });

  it("leaves the indexes that searches by prefix need, which the schema cannot tell of", async () => {
    await migrate({ url });
    const { rows } = await client.query<{ of: string }>(
      `SELECT indexrelid::regclass::text AS of FROM pg_index JOIN pg_opclass ON pg_opclass.oid = indclass[1]
       WHERE opcname = 'text_pattern_ops' ORDER BY 1`,
    );
    expect(rows.map((row) => row.of)).toEqual([
      "shipment_number_end_idx",
      "shipment_shop_id_number_idx",
      "shipment_shop_id_order_key_idx",
    ]);
  });

  it("refuses a migration that was changed after it was applied", async () => {
    await migrate({ url, folder });
    writeFileSync(path.join(folder, name, "migration.sql"), "SELECT 1;");
    await expect(migrate({ url, folder })).rejects.toThrow(
      /changed after it was applied/,
    );
  });

  it("takes other line ends for the same migration", async () => {
    await migrate({ url, folder });
    const file = path.join(folder, name, "migration.sql");
    const sql = readFileSync(file, "utf8");
    writeFileSync(file, sql.replaceAll("\n", "\r\n"));
    expect(await migrate({ url, folder })).toEqual({ applied: [] });
  });

  it("applies one that failed again, once it was marked as rolled back", async () => {
    await migrate({ url, folder });
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, rolled_back_at)
       VALUES ('1', 'of an earlier text', '20270101000000_again', now())`,
    );
    addMigration("20270101000000_again", "CREATE TABLE again (n int);");
    expect(await migrate({ url, folder })).toEqual({
      applied: ["20270101000000_again"],
    });
  });

  it("refuses to go on after one that failed half way", async () => {
    await migrate({ url, folder });
    await client.query("UPDATE _prisma_migrations SET finished_at = NULL");
    await expect(migrate({ url, folder })).rejects.toThrow(/half way/);
  });

  it("leaves nothing behind of one that fails", async () => {
    addMigration(
      "20270101000000_bad",
      "CREATE TABLE half (n int); SELECT nothing;",
    );
    await expect(migrate({ url, folder })).rejects.toBeInstanceOf(
      MigrationError,
    );
    const { rows } = await client.query(
      "SELECT to_regclass('half') AS half, (SELECT count(*)::int FROM _prisma_migrations) AS applied",
    );
    expect(rows).toEqual([{ half: null, applied: names.length }]);
  });

  it("leaves a newer version's migrations alone", async () => {
    addMigration("20270101000000_newer", "CREATE TABLE newer (n int);");
    await migrate({ url, folder });
    const warnings: object[] = [];
    const logger = { warn: (details: object) => warnings.push(details) };
    expect(await migrate({ url, logger })).toEqual({ applied: [] });
    expect(warnings).toEqual([{ migrations: ["20270101000000_newer"] }]);
  });

  it("refuses to go on after a newer version's migration that failed", async () => {
    addMigration("20270101000000_newer", "CREATE TABLE newer (n int);");
    await migrate({ url, folder });
    await client.query(
      "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%newer'",
    );
    await expect(migrate({ url })).rejects.toThrow(/newer failed half way/);
  });
});
