import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import {
  chooseFolders,
  rememberCluster,
  type Folders,
} from "./embedded-postgres/choose-folders.server.ts";
import {
  createCluster,
  loadPassword,
} from "./embedded-postgres/create-cluster.server.ts";
import { EmbeddedPostgresError } from "./embedded-postgres/embedded-postgres-error.server.ts";
import { locateBinaries } from "./embedded-postgres/locate-binaries.server.ts";
import {
  findPostmaster,
  removeStaleFile,
  type Postmaster,
} from "./embedded-postgres/postmaster-file.server.ts";
import { announce, leave, urlOf } from "./embedded-postgres/presence.server.ts";
import {
  findServerUser,
  type ServerUser,
} from "./embedded-postgres/run-as.server.ts";
import { startServer } from "./embedded-postgres/start-server.server.ts";
import { takeStartLock } from "./embedded-postgres/take-start-lock.server.ts";

export type OpenDatabase = {
  url: string;
  embedded: boolean;
  /** Leaves the database; whoever leaves an embedded one last stops it. */
  close(): Promise<void>;
};

type Say = (details: object, text: string) => void;

type Options = {
  databaseUrl?: string | undefined;
  dataDir: string;
  logger: { info: Say; warn: Say };
  production: boolean;
  /** Server settings of tests. */
  settings?: Record<string, string>;
};

type Place = {
  folders: Folders;
  user: ServerUser;
  password: string;
  settings: Record<string, string>;
};

type Attached = { presence: pg.Client; server: Postmaster };

const patienceMs = 60_000;

/**
 * The database of this process: the server at `databaseUrl`, or a real PostgreSQL 17 of our own in `dataDir`,
 * on loopback. One that still runs is attached to; one that is lost is started again at the same address.
 * @throws EmbeddedPostgresError that names DATABASE_URL, when our own cannot run here
 */
export async function openDatabase(options: Options): Promise<OpenDatabase> {
  if (options.databaseUrl)
    return { url: options.databaseUrl, embedded: false, close: async () => {} };
  const { dataDir, logger } = options;
  const user = findServerUser();
  const folders = await chooseFolders(dataDir, user);
  if (options.production) warnOfStorage(folders, options);
  const password = await loadPassword(folders.dataDir);
  const { settings = {} } = options;
  const place = { folders, user, password, settings };
  const attached = await attach(place);
  const { pid, port } = attached.server;
  logger.info({ serverPid: pid, port }, "embedded PostgreSQL");
  const stop = keepPresence(place, attached, logger);
  let closing: Promise<void> | undefined;
  return {
    url: urlOf(attached.server, password),
    embedded: true,
    close: () => (closing ??= stop()),
  };
}

function warnOfStorage(
  { pointer, cluster }: Folders,
  { dataDir, logger }: Options,
) {
  logger.warn(
    { dataDir, ...(pointer ? { cluster } : {}) },
    pointer
      ? "the embedded PostgreSQL keeps all data outside DATA_DIR, which its user cannot enter: both must be on a persistent volume"
      : "the embedded PostgreSQL keeps all data in DATA_DIR: it must be a persistent volume",
  );
}

// Until a server answers and our presence is known to it: one that is just being stopped by the last to
// leave drops us, and another is started.
async function attach(
  place: Place,
  again: { port?: number; isWanted?: () => boolean } = {},
): Promise<Attached> {
  const { folders, password } = place;
  let giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const server = await findPostmaster(folders.cluster);
    const presence = server && (await announce(server, password));
    if (server && presence && presence !== "busy") return { presence, server };
    if (presence === "busy") giveUpAt = Date.now() + patienceMs;
    if (Date.now() > giveUpAt || again.isWanted?.() === false)
      throw new EmbeddedPostgresError(
        "The embedded PostgreSQL does not answer (DATA_DIR/postgres.log may say why)",
      );
    if (!server) await start(place, again.port);
    await sleep(25);
  }
}

// Where another process is at it already, this one waits in `attach`.
async function start(place: Place, port: number | undefined) {
  const { folders, user, password, settings } = place;
  const lock = await takeStartLock(folders.dataDir);
  if (!lock) return;
  try {
    if (await findPostmaster(folders.cluster)) return;
    const binaries = await locateBinaries(user, folders.shared);
    const folder = folders.cluster;
    await createCluster({ binaries, user, folder, password });
    await rememberCluster(folders);
    await removeStaleFile(folder);
    const logFile = path.join(folders.dataDir, "postgres.log");
    await startServer({ binaries, user, folder, logFile, port, settings });
  } finally {
    await lock.release();
  }
}

// A connection that is lost takes its lock along: without another, the next to leave would stop the server
// under us. A server that is gone is started again where our pools expect it.
function keepPresence(
  place: Place,
  first: Attached,
  logger: Options["logger"],
): () => Promise<void> {
  const { port } = first.server;
  let current: Attached | undefined = first;
  let isClosing = false;
  let returning: Promise<void> | undefined;
  const watch = (attached: Attached) =>
    attached.presence.once("end", () => {
      if (!isClosing) returning = comeBack();
    });
  const comeBack = async () => {
    current = undefined;
    logger.warn({ port }, "lost the embedded PostgreSQL");
    try {
      current = await attach(place, { port, isWanted: () => !isClosing });
      watch(current);
      const { pid, port: now } = current.server;
      if (now === port) logger.info({ serverPid: pid }, "found it again");
      else
        logger.warn({ port: now }, "it has another port: start the app anew");
    } catch (err) {
      if (!isClosing)
        logger.warn({ err }, "the embedded PostgreSQL stays lost");
    }
  };
  watch(first);
  return async () => {
    isClosing = true;
    await returning;
    if (current && !(await leave(current.presence, current.server)))
      logger.warn({ port }, "the embedded PostgreSQL is still stopping");
  };
}
