import { setTimeout as sleep } from "node:timers/promises";

/** Whether a process says that it is ready. */
export async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** Resolves when a process says that it is ready. */
export async function untilReady(url: string, logFile: string): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  while (!(await isReady(url))) {
    if (Date.now() > giveUpAt)
      throw new Error(`the app did not start, see ${logFile}`);
    await sleep(100);
  }
}
