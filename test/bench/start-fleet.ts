import { startApp, type AppProcess } from "#test/sandbox/app-process.ts";
import type { WatchedProcesses } from "./watch-costs.ts";

export type Fleet = {
  webs: AppProcess[];
  /** The webs, then the workers. */
  all: AppProcess[];
  pids: WatchedProcesses;
  stop(): Promise<void>;
};

/** Web and worker processes of the production build on one database, started one after the other. */
export async function startFleet(options: {
  webs: number;
  workers: number;
  environment: Record<string, string>;
}): Promise<Fleet> {
  const webs: AppProcess[] = [];
  const workers: AppProcess[] = [];
  const start = (role: "web" | "worker") =>
    startApp({ ...options.environment, ROLE: role });
  const stop = async () => {
    await Promise.all([...webs, ...workers].map((one) => one.stop()));
  };
  try {
    while (webs.length < options.webs) webs.push(await start("web"));
    while (workers.length < options.workers)
      workers.push(await start("worker"));
  } catch (error) {
    await stop();
    throw error;
  }
  const pidsOf = (processes: AppProcess[]) => processes.map(({ pid }) => pid);
  return {
    webs,
    all: [...webs, ...workers],
    pids: { web: pidsOf(webs), worker: pidsOf(workers) },
    stop,
  };
}
