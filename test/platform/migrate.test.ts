import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { migrate, MigrationError } from "#app/platform/migrate.server.ts";
import { urlOf } from "#test/support/global-database.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const name = "20261123000000_spine";
let url: string;
let client: pg.Client;
let folder: string;

async function onServer(statement: string) {
  const server = new pg.Client({
    connectionString: inject("databaseServer"),
  });
  await server.connect();
  await server.query(statement);
  await server.end();
}

beforeEach(async () => {
  const database = `migrate_${randomBytes(6).toString("hex")}`;
  await onServer(`CREATE DATABASE ${database}`);
  url = urlOf(inject("databaseServer"), database);
  client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  cpSync(path.join(root, "prisma/migrations"), folder, { recursive: true });
});

afterEach(async () => {
  await client.end();
  await onServer(
    `DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`,
  );
  rmSync(folder, { recursive: true, force: true });
});

const prisma = async (...words: string[]) => {
  const { stdout } = await run(
    process.execPath,
    [path.join(root, "node_modules/prisma/build/index.js"), ...words],
    {
      cwd: root,
      env: {
        NODE_ENV: "test",
        PATH: "/usr/bin:/bin",
        MIGRATE_DATABASE_URL: url,
        CHECKPOINT_DISABLE: "1",
      },
    },
  ).catch((error: { stdout: string }) => error);
  return stdout;
};

function addMigration(added: string, sql: string) {
  mkdirSync(path.join(folder, added));
  writeFileSync(path.join(folder, added, "migration.sql"), sql);
}

// Prisma's command line takes seconds to start.
describe("migrate", { timeout: 60_000 }, () => {
  it("applies what is missing, and then finds nothing to do", async () => {
    expect(await migrate({ url })).toEqual({ applied: [name] });
    expect(await migrate({ url })).toEqual({ applied: [] });
  });

  it("applies each once when two processes start together", async () => {
    const both = await Promise.all([migrate({ url }), migrate({ url })]);
    expect(both.flatMap(({ applied }) => applied)).toEqual([name]);
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

  it("follows Prisma's own, and finds nothing to do", async () => {
    expect(await prisma("migrate", "deploy")).toContain(name);
    expect(await migrate({ url })).toEqual({ applied: [] });
  });

  it("leaves a database that is what the schema says", async () => {
    await migrate({ url });
    const told = await prisma(
      "migrate",
      "diff",
      "--from-migrations",
      "prisma/migrations",
      "--to-schema-datamodel",
      "prisma/schema.prisma",
    );
    const differences = told
      .split("\n")
      .filter((line) => /^\s*\[[-+*]\]/.test(line))
      .map((line) => line.trim());
    // Prisma reads back no operator class of a btree index, so it always takes these two for changed.
    expect(differences.sort()).toEqual([
      "[*] Changed the `shipment` table",
      "[+] Added index on columns (shop_id, number)",
      "[+] Added index on columns (shop_id, order_key)",
      "[-] Removed index on columns (shop_id, number)",
      "[-] Removed index on columns (shop_id, order_key)",
    ]);
  });

  it("refuses a migration that was changed after it was applied", async () => {
    await migrate({ url, folder });
    writeFileSync(path.join(folder, name, "migration.sql"), "SELECT 1;");
    await expect(migrate({ url, folder })).rejects.toThrow(
      /changed after it was applied/,
    );
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
    expect(rows).toEqual([{ half: null, applied: 1 }]);
  });

  it("leaves a newer version's migrations alone", async () => {
    addMigration("20270101000000_newer", "CREATE TABLE newer (n int);");
    await migrate({ url, folder });
    expect(await migrate({ url })).toEqual({ applied: [] });
  });
});
