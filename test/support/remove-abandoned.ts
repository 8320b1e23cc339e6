import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  findPostmaster,
  isAlive,
} from "#app/platform/embedded-postgres/postmaster-file.server.ts";

/** Folders of test runs begin with it, and go on with the number of the run's process. */
export const runFolderPrefix = "shipment-tracking-test-";
const ofRun = new RegExp(`^${runFolderPrefix}(\\d+)-`);

/** Ends and removes the databases of runs that were killed before they could do so themselves. */
export async function removeAbandoned(parent = tmpdir()): Promise<void> {
  for (const name of await readdir(parent)) {
    const run = ofRun.exec(name)?.[1];
    if (!run || isAlive(Number(run))) continue;
    const folder = path.join(parent, name);
    await stopServer(path.join(folder, "postgres", "data"));
    await rm(folder, { recursive: true, force: true });
  }
}

async function stopServer(cluster: string) {
  const server = await findPostmaster(cluster);
  if (!server) return;
  // At once: nothing of it is worth keeping.
  process.kill(server.pid, "SIGQUIT");
  while (isAlive(server.pid)) await sleep(20);
}
