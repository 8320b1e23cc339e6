import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError } from "./embedded-postgres-error.server.ts";
import type { Binaries } from "./locate-binaries.server.ts";
import { findPostmaster } from "./postmaster-file.server.ts";
import type { ServerUser } from "./run-as.server.ts";

type Start = {
  binaries: Binaries;
  user: ServerUser;
  folder: string;
  logFile: string;
  /** Taken if it is free. */
  port?: number | undefined;
  settings: Record<string, string>;
};

const tries = 6;
const patienceMs = 60_000;

/**
 * Starts the server apart from this process: Ctrl-C does not reach it, and a kill of this process leaves
 * it running. Returns once it serves, however long it has to recover.
 * @throws EmbeddedPostgresError with the server's own last word, when it ends instead
 */
export async function startServer(asked: Start): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  for (let failures = 0; ;) {
    const port = await freePort(failures < 2 ? asked.port : undefined);
    if (await served(launch(asked, port), asked.folder)) return;
    const complaint = await lastComplaint(asked.logFile);
    // A statement at work outlives a server that was killed, and keeps its memory until it is done.
    const isHeld = /shared memory block .* still in use/.test(complaint);
    if (!isHeld) failures++;
    if (failures === tries || Date.now() > giveUpAt)
      throw new EmbeddedPostgresError(
        `The embedded PostgreSQL ended as it started: ${complaint}`,
      );
    // The port can be lost to another program, and children of a killed server take a moment to end.
    await sleep(300);
  }
}

function launch(
  { binaries, user, folder, logFile, settings }: Start,
  port: number,
) {
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(port),
    max_connections: "200",
    // Neither rows nor statements: the log is for who runs the app, and holds nobody's data.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    ...settings,
  };
  const options = Object.entries(all).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const log = openSync(logFile, "a", 0o600);
  try {
    const child = spawn(binaries.postgres, ["-D", folder, ...options], {
      ...user,
      cwd: "/",
      detached: true,
      stdio: ["ignore", log, log],
    });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function served(child: ChildProcess, folder: string): Promise<boolean> {
  let ended = false;
  child.once("exit", () => (ended = true));
  child.once("error", () => (ended = true));
  while (!ended) {
    const server = await findPostmaster(folder);
    if (server?.isReady) return true;
    await sleep(20);
  }
  return false;
}

async function lastComplaint(logFile: string) {
  const log = await readFile(logFile, "utf8").catch(() => "");
  const line = log
    .trimEnd()
    .split("\n")
    .findLast((text) => /FATAL|PANIC|could not|error/i.test(text));
  return `${line?.replace(/^.*?(?=FATAL|PANIC)/, "") ?? "it left no word"} (DATA_DIR/postgres.log has more)`;
}

async function freePort(wished: number | undefined): Promise<number> {
  if (wished === undefined) return listenOnce(0);
  return listenOnce(wished).catch(() => listenOnce(0));
}

async function listenOnce(wished: number): Promise<number> {
  const probe = createServer().listen(wished, "127.0.0.1");
  await new Promise<void>((resolve, reject) =>
    probe.once("listening", resolve).once("error", reject),
  );
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
