import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import pg from "pg";
import type { Logger } from "./logger.server.ts";
import {
  chooseFolders,
  type Folders,
} from "./embedded-postgres/choose-folders.server.ts";
import {
  createCluster,
  loadPassword,
  superuser,
} from "./embedded-postgres/create-cluster.server.ts";
import { EmbeddedPostgresError } from "./embedded-postgres/embedded-postgres-error.server.ts";
import { locateBinaries } from "./embedded-postgres/locate-binaries.server.ts";
import {
  findPostmaster,
  isAlive,
  type Postmaster,
} from "./embedded-postgres/postmaster-file.server.ts";
import { findServerUser } from "./embedded-postgres/run-as.server.ts";
import { startServer } from "./embedded-postgres/start-server.server.ts";

export type OpenDatabase = {
  url: string;
  embedded: boolean;
  /** Leaves the database; whoever leaves an embedded one last stops it. */
  close(): Promise<void>;
};

const databaseName = "app";
const presenceLock = 72_707_372;
const patienceMs = 60_000;

/**
 * The database of this process: the server at `databaseUrl`, or a real PostgreSQL 17 of our own in `dataDir`,
 * on loopback. One that still runs is attached to.
 * @throws EmbeddedPostgresError that names DATABASE_URL, when our own cannot run here
 */
export async function openDatabase(options: {
  databaseUrl?: string | undefined;
  dataDir: string;
  logger: Pick<Logger, "info" | "warn">;
  production: boolean;
  /** Server settings of tests. */
  settings?: Record<string, string>;
}): Promise<OpenDatabase> {
  if (options.databaseUrl)
    return { url: options.databaseUrl, embedded: false, close: async () => {} };
  if (options.production)
    options.logger.warn(
      { dataDir: options.dataDir },
      "the embedded PostgreSQL keeps all data in DATA_DIR: it must be a persistent volume",
    );
  const user = findServerUser();
  const folders = await chooseFolders(options.dataDir, user);
  const password = await loadPassword(folders.dataDir);
  const start = async () => {
    const binaries = await locateBinaries(user, folders.shared);
    await createCluster({ binaries, user, folder: folders.cluster, password });
    await startServer({
      binaries,
      user,
      folder: folders.cluster,
      logFile: path.join(folders.dataDir, "postgres.log"),
      settings: options.settings ?? {},
    });
  };
  const { presence, server } = await attach(folders, password, start);
  options.logger.info(
    { serverPid: server.pid, port: server.port },
    "embedded PostgreSQL",
  );
  let closing: Promise<void> | undefined;
  return {
    url: urlOf(server, password, databaseName),
    embedded: true,
    close: () => (closing ??= leave(presence, server)),
  };
}

// Until a server answers and our presence is known to it: one that is just being stopped by the last to
// leave drops us, and another is started.
async function attach(
  folders: Folders,
  password: string,
  start: () => Promise<void>,
): Promise<{ presence: pg.Client; server: Postmaster }> {
  const giveUpAt = Date.now() + patienceMs;
  let startedAt = 0;
  for (;;) {
    const server = await findPostmaster(folders.cluster);
    const presence = server && (await announce(server, password));
    if (presence) return { presence, server };
    if (Date.now() > giveUpAt)
      throw new EmbeddedPostgresError(
        `The embedded PostgreSQL does not answer; ${path.join(folders.dataDir, "postgres.log")} may say why`,
      );
    if (!server && Date.now() - startedAt > 5_000) {
      await start();
      startedAt = Date.now();
    }
    await sleep(25);
  }
}

async function announce(server: Postmaster, password: string) {
  const presence = await connect(server, password, "postgres");
  if (!presence) return undefined;
  try {
    await presence.query("SELECT pg_advisory_lock_shared($1)", [presenceLock]);
    const known = await presence.query(
      "SELECT 1 FROM pg_database WHERE datname = $1",
      [databaseName],
    );
    if (known.rowCount === 0)
      await presence
        .query(`CREATE DATABASE ${databaseName}`)
        .catch((error: { code?: string }) => {
          // Another process made it meanwhile.
          if (error.code !== "42P04" && error.code !== "23505") throw error;
        });
    return presence;
  } catch {
    await presence.end().catch(() => undefined);
    return undefined;
  }
}

async function connect(server: Postmaster, password: string, database: string) {
  const client = new pg.Client({
    connectionString: urlOf(server, password, database),
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
  });
  // The server may be stopped by hand; whoever uses the database finds out by itself.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if ((error as { code?: string }).code === "28P01")
      throw new EmbeddedPostgresError(
        "The embedded PostgreSQL refuses the password in DATA_DIR",
        { cause: error },
      );
    return undefined;
  }
}

async function leave(presence: pg.Client, server: Postmaster) {
  try {
    await presence.query("SELECT pg_advisory_unlock_shared($1)", [
      presenceLock,
    ]);
    const { rows } = await presence.query<{ alone: boolean }>(
      "SELECT pg_try_advisory_lock($1) AS alone",
      [presenceLock],
    );
    if (!rows[0]?.alone) return;
    // SIGINT: fast shutdown, which ends connections and writes everything down.
    process.kill(server.pid, "SIGINT");
    const giveUpAt = Date.now() + 15_000;
    while (isAlive(server.pid) && Date.now() < giveUpAt) await sleep(20);
  } catch {
    // Gone already.
  } finally {
    await presence.end().catch(() => undefined);
  }
}

const urlOf = (server: Postmaster, password: string, database: string) =>
  `postgresql://${superuser}:${password}@127.0.0.1:${server.port}/${database}`;
