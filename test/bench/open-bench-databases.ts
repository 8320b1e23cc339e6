import { chmodSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Pool } from "pg";
import { openDatabase } from "#app/platform/embedded-postgres.server.ts";
import { migrate } from "#app/platform/migrate.server.ts";

const quiet = { info: () => undefined, warn: () => undefined };

export type BenchDatabase = { url: string; pool: Pool };

/** Migrated databases on one embedded PostgreSQL, with its own settings of disk safety: what is committed is on disk. */
export async function openBenchDatabases<Name extends string>(
  names: readonly Name[],
): Promise<{
  databases: Record<Name, BenchDatabase>;
  close(): Promise<void>;
}> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "shipment-tracking-bench-"));
  // So that the server's user can enter, when this runs as root.
  chmodSync(dataDir, 0o755);
  const server = await openDatabase({
    dataDir,
    logger: quiet,
    production: false,
  });
  const admin = new Pool({ connectionString: server.url, max: 1 });
  const opened: [Name, BenchDatabase][] = [];
  for (const name of names) {
    await admin.query(`CREATE DATABASE bench_${name}`);
    const url = new URL(server.url);
    url.pathname = `/bench_${name}`;
    await migrate({ url: url.href, logger: quiet });
    const pool = new Pool({ connectionString: url.href, max: 2 });
    // At the end the server may be gone before a connection's goodbye has reached it.
    pool.on("error", () => undefined);
    opened.push([name, { url: url.href, pool }]);
  }
  await admin.end();
  return {
    databases: Object.fromEntries(opened) as Record<Name, BenchDatabase>,
    async close() {
      for (const [, { pool }] of opened) await pool.end();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
