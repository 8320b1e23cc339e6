import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "#app/platform/embedded-postgres.server.ts";
import { migrate } from "#app/platform/migrate.server.ts";
import { removeAbandoned, runFolderPrefix } from "./remove-abandoned.ts";

declare module "vitest" {
  // Only an interface merges with vitest's own.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface ProvidedContext {
    databaseServer: string;
    databaseTemplate: string;
  }
}

const quiet = { info: () => undefined, warn: () => undefined };

/**
 * One PostgreSQL for the whole run, with a migrated template that each test file copies: an embedded one,
 * or the server at TEST_DATABASE_URL, where its user has to be allowed to make databases.
 */
export default async function setUp(project: TestProject) {
  const server = await openServer(process.env.TEST_DATABASE_URL);
  const template = `test_template_${randomBytes(6).toString("hex")}`;
  try {
    await onServer(server.url, `CREATE DATABASE ${template}`);
    await migrate({ url: urlOf(server.url, template) });
  } catch (error) {
    await server.close();
    throw error;
  }
  project.provide("databaseServer", server.url);
  project.provide("databaseTemplate", template);
  return async () => {
    await onServer(server.url, `DROP DATABASE ${template} WITH (FORCE)`);
    await server.close();
  };
}

async function openServer(given: string | undefined) {
  if (given) return { url: given, close: async () => undefined };
  await removeAbandoned();
  const dataDir = await mkdtemp(
    path.join(tmpdir(), `${runFolderPrefix}${process.pid}-`),
  );
  // So that the server's user can enter, when this runs as root.
  await chmod(dataDir, 0o755);
  const database = await openDatabase({
    dataDir,
    logger: quiet,
    production: false,
    // Nothing of a test run is worth keeping.
    settings: {
      fsync: "off",
      full_page_writes: "off",
      synchronous_commit: "off",
    },
  });
  return {
    url: database.url,
    async close() {
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One statement on a connection of its own. */
export async function onServer(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export function urlOf(server: string, database: string) {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
