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
    if (!options.keep) await client?.pool.query(truncateAll);
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

// pg-boss keeps its queues in pgboss: only its jobs go.
const truncateAll = `DO $$ DECLARE names text; BEGIN
  SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') INTO names FROM pg_tables
  WHERE (schemaname = 'public' AND tablename <> '_prisma_migrations')
    OR (schemaname = 'pgboss' AND tablename LIKE 'job%' AND tablename NOT LIKE '%queue%');
  EXECUTE 'TRUNCATE ' || names || ' RESTART IDENTITY CASCADE';
END $$`;
