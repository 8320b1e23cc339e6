import { randomBytes } from "node:crypto";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import { openDatabaseClient, type Database } from "#app/db.server.ts";
import { onServer, urlOf } from "./global-database.ts";

/**
 * A migrated database of the calling test file's own, emptied after each test unless it is to be kept.
 * Its fields can be read once tests run.
 */
export function useTestDatabase(options: { keep?: boolean } = {}): {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: Database;
} {
  const name = `test_${randomBytes(6).toString("hex")}`;
  let client: ReturnType<typeof openDatabaseClient> | undefined;
  const opened = () => {
    if (!client) throw new Error("the database is there once tests run");
    return client;
  };
  let url = "";
  beforeAll(async () => {
    const server = inject("databaseServer");
    const template = inject("databaseTemplate");
    await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
    url = urlOf(server, name);
    client = openDatabaseClient(url, { max: 4, onError: () => undefined });
  });
  afterEach(async () => {
    if (!options.keep) await client?.pool.query(emptyAll);
  });
  afterAll(async () => {
    await client?.close();
    await onServer(
      inject("databaseServer"),
      `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
    );
  });
  return {
    get url() {
      return url;
    },
    get pool() {
      return opened().pool;
    },
    get db() {
      return opened().db;
    },
  };
}

// pg-boss keeps its queues in pgboss: only its jobs go, those with a table of their own too (j, and a hash). One statement, after which the references are looked at: TRUNCATE
// makes the files of every table and index anew, which takes twenty times as long as the few rows of a test.
const emptyAll = `DO $$ DECLARE deletes text; BEGIN
  SELECT string_agg(format('%I AS (DELETE FROM %I.%I)', 'of_' || c.oid, n.nspname, c.relname), ', ') INTO deletes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND (n.nspname = 'public' AND c.relname <> '_prisma_migrations'
    OR n.nspname = 'pgboss' AND (c.relname LIKE 'job%' AND c.relname NOT LIKE '%queue%' OR c.relname ~ '^j[0-9a-f]{56}$'));
  EXECUTE 'WITH ' || deletes || ' SELECT';
  PERFORM setval(format('%I.%I', schemaname, sequencename), 1, false)
  FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$`;
