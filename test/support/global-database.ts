import { chmodSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "#app/platform/embedded-postgres.server.ts";
import { migrate } from "#app/platform/migrate.server.ts";

declare module "vitest" {
  // Only an interface merges with vitest's own.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface ProvidedContext {
    databaseServer: string;
  }
}

export const templateName = "test_template";

const quiet = { info: () => undefined, warn: () => undefined };

/** One PostgreSQL for the whole run, with a migrated template that each test file copies. */
export default async function setUp(project: TestProject) {
  const dataDir = mkdtempSync(path.join(tmpdir(), "shipment-tracking-test-"));
  // So that the server's user can enter, when this runs as root.
  chmodSync(dataDir, 0o755);
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
  const server = new pg.Client({ connectionString: database.url });
  await server.connect();
  await server.query(`CREATE DATABASE ${templateName}`);
  await server.end();
  await migrate({ url: urlOf(database.url, templateName) });
  project.provide("databaseServer", database.url);
  return async () => {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  };
}

export function urlOf(server: string, database: string) {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
