import { spawnSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";

/** What a running server says of itself in its data folder. */
export type Postmaster = { pid: number; port: number; isReady: boolean };

const fileOf = (dataFolder: string) => path.join(dataFolder, "postmaster.pid");

/** The server of this data folder that is alive; a file that a dead one left is passed over. */
export async function findPostmaster(
  dataFolder: string,
): Promise<Postmaster | undefined> {
  const lines = await readLines(dataFolder);
  const pid = Number(lines?.[0]);
  if (!lines || !(pid > 0) || !isAlive(pid) || !isServerOf(pid, dataFolder))
    return undefined;
  return {
    pid,
    port: Number(lines[3]),
    isReady: lines[7]?.trim() === "ready",
  };
}

/**
 * Removes a file that PostgreSQL would refuse to start over: one whose process number another program has
 * by now, or a server that ended and was not reaped, and one without a number, as a machine that crashed
 * leaves it. To be called under the start lock, or a new server's file could be hit.
 */
export async function removeStaleFile(dataFolder: string): Promise<void> {
  const lines = await readLines(dataFolder);
  if (lines && isStale(lines[0] ?? "", dataFolder))
    await rm(fileOf(dataFolder), { force: true });
}

function isStale(firstLine: string, dataFolder: string) {
  // Negative: a server in single-user mode, which is not ours to judge.
  if (!/^-?[1-9]\d*$/.test(firstLine.trim())) return true;
  const pid = Number(firstLine);
  // A number that is free PostgreSQL passes over by itself.
  if (pid < 0 || !isTaken(pid)) return false;
  return !(isAlive(pid) && isServerOf(pid, dataFolder));
}

async function readLines(dataFolder: string) {
  const text = await readFile(fileOf(dataFolder), "utf8").catch(
    () => undefined,
  );
  return text?.split("\n");
}

export const isAlive = (pid: number): boolean => isTaken(pid) && !isZombie(pid);

function isTaken(pid: number) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

// In a container whose first process does not reap, a server that ended keeps its number for good.
function isZombie(pid: number) {
  if (process.platform !== "linux") return false;
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "latin1");
    return /\) Z /.test(status);
  } catch {
    return false;
  }
}

// Where it cannot be told, the connection decides.
function isServerOf(pid: number, dataFolder: string): boolean {
  const command = readCommand(pid);
  if (!command) return true;
  const program = path.basename(command[0] ?? "");
  if (program !== "postgres") return false;
  const folder = command[command.indexOf("-D") + 1];
  if (!folder || !path.isAbsolute(folder)) return true;
  return realOf(folder) === realOf(dataFolder);
}

function readCommand(pid: number): string[] | undefined {
  if (process.platform === "linux")
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    } catch {
      return undefined;
    }
  if (process.platform === "win32") return undefined;
  const shown = spawnSync("ps", ["-o", "comm=", "-p", String(pid)]);
  return shown.status === 0 ? [shown.stdout.toString().trim()] : undefined;
}

function realOf(folder: string) {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
