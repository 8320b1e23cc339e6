import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabaseClient } from "#app/db.server.ts";
import { ensureOperatorAccount } from "#app/features/accounts/ensure-operator-account.server.ts";
import {
  openDatabase,
  type OpenDatabase,
} from "#app/platform/embedded-postgres.server.ts";
import { migrate } from "#app/platform/migrate.server.ts";
import { createSealer } from "#app/platform/sealing.server.ts";
import { operator } from "#test/sandbox/start-sandbox.ts";
import { fills, keptOfParcels } from "#test/seeding/scale/fill-sql.ts";
import { drawnFrom, drawParcels } from "#test/seeding/scale/parcel-sql.ts";
import { seedScale } from "#test/seeding/scale/seed-scale.ts";

export const bigDomain = "big.myshopify.com";
export const smallDomain = "small-1.myshopify.com";
const domains = [
  bigDomain,
  ...Array.from({ length: 199 }, (_, n) => `small-${n + 1}.myshopify.com`),
];
const quiet = { info: () => undefined, warn: () => undefined };

/** What is sealed in a database that is kept stays readable for the next run. */
export const scaledSecret = "the secret of the databases that benchmarks keep";

// As on a machine that serves so many parcels; the planner's settings are PostgreSQL's own.
const serving = { shared_buffers: "1GB", effective_cache_size: "4GB" };
// Of a database that is lost with the machine nothing is missed: it is filled anew.
const loading = {
  ...serving,
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "8GB",
  checkpoint_timeout: "1h",
  autovacuum: "off",
  jit: "off",
  maintenance_work_mem: "1GB",
  work_mem: "256MB",
};

type ScaledDatabase = Pick<OpenDatabase, "url" | "close">;

/**
 * A database with so many parcels, on an embedded PostgreSQL of its own. Filled once, and kept in the folder for
 * temporary files until what fills it changes; newer migrations are applied to it as in production.
 */
export async function openScaledDatabase(
  parcels: number,
  say: (text: string) => void,
): Promise<ScaledDatabase> {
  const dataDir = path.join(
    tmpdir(),
    "shipment-tracking-scale",
    `${parcels}-${seedingVersion()}`,
  );
  const mark = path.join(dataDir, "filled");
  if (!existsSync(mark)) {
    const from = performance.now();
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
    // So that the server's user can enter, when this runs as root.
    chmodSync(dataDir, 0o755);
    await fill(dataDir, parcels, say);
    writeFileSync(mark, "");
    say(`filled in ${Math.round((performance.now() - from) / 1_000)} s`);
  }
  const server = await openDatabase({
    ...{ dataDir, logger: quiet, production: false },
    settings: serving,
  });
  const { applied } = await migrate({ url: server.url, logger: quiet });
  if (applied.length > 0) await refreshStatistics(server.url);
  return server;
}

async function fill(
  dataDir: string,
  parcels: number,
  say: (text: string) => void,
) {
  const server = await openDatabase({
    ...{ dataDir, logger: quiet, production: false },
    settings: loading,
  });
  await migrate({ url: server.url, logger: quiet });
  const { pool, db, close } = openDatabaseClient(server.url, {
    onError: () => undefined,
  });
  try {
    const now = new Date();
    await ensureOperatorAccount(
      db,
      createSealer({ current: scaledSecret }),
      operator,
      now,
    );
    const { id: accountId } = await db.keyDeliveryAccount.findFirstOrThrow();
    await seedScale({ pool, db }, { parcels, domains, accountId, now, say });
  } finally {
    await close();
    await server.close();
  }
}

async function refreshStatistics(url: string) {
  const { pool, close } = openDatabaseClient(url, { onError: () => undefined });
  await pool.query("VACUUM ANALYZE");
  await close();
}

/** Changes when the statements do that fill it. */
function seedingVersion() {
  const statements = [drawnFrom, drawParcels, ...fills, ...keptOfParcels];
  return createHash("sha256")
    .update(statements.join("\n"))
    .digest("hex")
    .slice(0, 12);
}
