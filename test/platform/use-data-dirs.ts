import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, afterEach } from "vitest";
import { openDatabase } from "#app/platform/embedded-postgres.server.ts";
import { runFolderPrefix } from "#test/support/remove-abandoned.ts";
import { isAlive } from "#app/platform/embedded-postgres/postmaster-file.server.ts";

export const projectFolder = fileURLToPath(new URL("../..", import.meta.url));
export const openingScript = "test/support/open-database-process.ts";
export const isRoot = process.getuid?.() === 0;

type HowToOpen = {
  /** A copy of the project instead of this one. */
  project?: string;
  node?: string;
  uid?: number;
  gid?: number;
  /** In place of this process's. */
  env?: NodeJS.ProcessEnv;
};

/**
 * Data folders for the tests of a file, and processes that open databases in them. Whatever a test leaves
 * running is ended after it, by number, and its folders go.
 */
export function useDataDirs() {
  const folders = new Set<string>();
  const children = new Set<Opened>();
  afterEach(async () => {
    for (const child of children) child.kill("SIGKILL");
    for (const folder of folders) {
      await stopServer(folder);
      await rm(folder, { recursive: true, force: true });
    }
    folders.clear();
    children.clear();
  });
  const makeFolder = async (mode = 0o711) => {
    const folder = await mkdtemp(
      path.join(tmpdir(), `${runFolderPrefix}${process.pid}-`),
    );
    await chmod(folder, mode);
    folders.add(folder);
    return folder;
  };
  let made: string | undefined;
  afterAll(async () => {
    if (made) await rm(made, { recursive: true, force: true });
  });
  const begin = (dataDir: string, how: HowToOpen = {}) => {
    const child = launch(dataDir, how);
    children.add(child);
    return child;
  };
  return {
    makeFolder,
    /** A folder in which a database was made before, and stopped: to make one takes most of a second. */
    async makeUsedFolder() {
      if (!made) {
        made = await makeFolder();
        folders.delete(made);
        await (await openHere(made)).close();
      }
      const folder = await makeFolder();
      // It keeps the owners.
      spawnSync("cp", ["-a", `${made}/.`, folder]);
      return folder;
    },
    begin,
    async open(dataDir: string, how: HowToOpen = {}) {
      const child = begin(dataDir, how);
      await child.opened;
      return child;
    },
  };
}

type Opened = ReturnType<typeof launch>;

function launch(dataDir: string, how: HowToOpen) {
  const { project = projectFolder, node = process.execPath } = how;
  const script = path.join(project, openingScript);
  const child = spawn(node, [script, dataDir], {
    cwd: "/",
    // A process group of its own, as a terminal makes one.
    detached: true,
    env: how.env,
    uid: how.uid,
    gid: how.gid,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const ended = once(child, "close");
  const answer = { url: "", error: "" };
  const line = once(createInterface({ input: child.stdout }), "line");
  const opened = Promise.race([line, ended]).then(([text]) => {
    if (typeof text !== "string") throw new Error(`the process ended: ${log}`);
    Object.assign(answer, JSON.parse(text));
  });
  // Not every test waits for it.
  opened.catch(() => undefined);
  const pid = child.pid ?? 0;
  return {
    opened,
    answer,
    /** Ends with the process. */
    async close() {
      child.stdin.end();
      await ended;
    },
    /** To the process alone, or as Ctrl-C does to its whole group. */
    kill(signal: "SIGKILL" | "SIGINT", group = false) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      process.kill(group ? -pid : pid, signal);
    },
    ended,
    log: () => log,
  };
}

/** In this process. */
export const openHere = (dataDir: string, settings?: Record<string, string>) =>
  openDatabase({ dataDir, logger: quiet, production: false, settings });

export const quiet = { info: () => undefined, warn: () => undefined };

const clusterOf = (dataDir: string) => {
  const pointer = path.join(dataDir, "postgres.location");
  const base = existsSync(pointer)
    ? readFileSync(pointer, "utf8").trim()
    : path.join(dataDir, "postgres");
  return path.join(base, "data");
};

export const postmasterFileOf = (dataDir: string) =>
  path.join(clusterOf(dataDir), "postmaster.pid");

/** The process number of the server in a data folder, if one runs. */
export async function serverPidOf(dataDir: string) {
  const text = await readFile(postmasterFileOf(dataDir), "utf8").catch(
    () => "",
  );
  const pid = Number(text.split("\n")[0]);
  return pid && isAlive(pid) ? pid : undefined;
}

/** As above, where one has to run. */
export async function serverOf(dataDir: string) {
  const pid = await serverPidOf(dataDir);
  if (!pid) throw new Error("no server runs");
  return pid;
}

async function stopServer(dataDir: string) {
  const pid = await serverPidOf(dataDir);
  const command = pid && readFileSync(`/proc/${pid}/cmdline`, "utf8");
  if (pid && command && command.includes(clusterOf(dataDir))) {
    process.kill(pid, "SIGQUIT");
    while (isAlive(pid)) await sleep(20);
  }
  if (existsSync(path.join(dataDir, "postgres.location")))
    await rm(path.dirname(clusterOf(dataDir)), {
      recursive: true,
      force: true,
    });
}

/** One statement on a connection of its own. */
export async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // Tests kill servers: between two statements nothing else would catch the news.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

export async function until(what: () => Promise<boolean>) {
  const giveUpAt = Date.now() + 15_000;
  while (!(await what().catch(() => false))) {
    if (Date.now() > giveUpAt) throw new Error("it did not come to be");
    await sleep(50);
  }
}
