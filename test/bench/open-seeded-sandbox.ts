import { chmodSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabaseClient } from "#app/db.server.ts";
import { openDatabase } from "#app/platform/embedded-postgres.server.ts";
import { openShop, startSandbox } from "#test/sandbox/start-sandbox.ts";
import { seedShop } from "#test/seeding/seed-shop.ts";

const quiet = { info: () => undefined, warn: () => undefined };

/** The sandbox without its worker, which would change what is measured, on a database with the shops given. */
export async function openSeededSandbox(
  shops: Parameters<typeof seedShop>[1][],
) {
  const dataDir = mkdtempSync(path.join(tmpdir(), "shipment-tracking-bench-"));
  // So that the server's user can enter, when this runs as root.
  chmodSync(dataDir, 0o755);
  const server = await openDatabase({
    dataDir,
    logger: quiet,
    production: false,
  });
  const sandbox = await startSandbox({
    environment: { DATABASE_URL: server.url, ROLE: "web" },
  });
  const database = openDatabaseClient(server.url, {
    onError: () => undefined,
  });
  const newest = new Map<string, string>();
  for (const shop of shops) {
    await openShop(sandbox, shop.domain);
    const [first = ""] = await seedShop(database, shop);
    newest.set(shop.domain, first);
  }
  return {
    sandbox,
    database,
    /** The id of each shop's newest parcel, by its domain. */
    newest,
    async close() {
      await database.close();
      await sandbox.close();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
