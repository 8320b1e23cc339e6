import { spawnSync } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";

/** What a running server says of itself in its data folder. */
export type Postmaster = { pid: number; port: number };

/** The server of this data folder that is alive; a file that a dead one left is passed over. */
export async function findPostmaster(
  dataFolder: string,
): Promise<Postmaster | undefined> {
  const file = path.join(dataFolder, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const [pid, , , port] = text.split("\n").map(Number);
  if (!pid || !isAlive(pid)) return undefined;
  if (!isPostgres(pid)) {
    // The number was given to another program, and the server would refuse to start because of it.
    await rm(file, { force: true });
    return undefined;
  }
  return port ? { pid, port } : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isPostgres(pid: number) {
  if (process.platform === "win32") return true;
  const shown = spawnSync("ps", ["-o", "comm=", "-p", String(pid)]);
  if (shown.error) return true;
  return shown.stdout.toString().includes("postgres");
}
