import { openApp } from "./app.server.ts";
import {
  openDatabase,
  type OpenDatabase,
} from "./platform/embedded-postgres.server.ts";
import type { Env } from "./platform/env.server.ts";
import type { Logger } from "./platform/logger.server.ts";
import { migrate } from "./platform/migrate.server.ts";
import type { StopSignals } from "./platform/stop-signals.server.ts";
import { watchApp } from "./watch-app.server.ts";

export type RunningProcess = { close(): Promise<void> };

// Together less than the 25 s that whoever runs the process is asked for.
const graceMs = 18_000;
const endMs = 2_000;
// Of the grace: a proxy that asks every two seconds hears from /readyz twice that this process leaves, and sends no more,
// before the door is closed.
const leaveMs = 5_000;

/**
 * Opens the database, migrates it, and runs what ROLE says.
 * @returns undefined when it was told to stop before all was there; what was open is closed then
 */
export async function startProcess(
  env: Env,
  logger: Logger,
  signals: StopSignals,
): Promise<RunningProcess | undefined> {
  const database = await openDatabase({
    databaseUrl: env.databaseUrl,
    dataDir: env.dataDir,
    logger,
    production: env.production,
  });
  try {
    const running = await startOn(database, env, logger, signals);
    if (!running) await database.close();
    return running;
  } catch (error) {
    // Left in order, or a server of our own would run on for nobody.
    await database.close();
    throw error;
  }
}

async function startOn(
  database: OpenDatabase,
  env: Env,
  logger: Logger,
  signals: StopSignals,
): Promise<RunningProcess | undefined> {
  const { url } = database;
  const { stop } = signals;
  const migrated = await unlessStopped(migrate({ url, logger }), stop);
  if (!migrated) return undefined;
  const opened = await unlessStopped(
    openApp({ env, databaseUrl: url, logger }),
    stop,
  );
  if (!opened) return undefined;
  try {
    return await serve(database, opened, signals.hurry);
  } catch (error) {
    // Jobs that run already must not lose the database under them.
    await opened.close(endMs);
    throw error;
  }
}

async function serve(
  database: OpenDatabase,
  opened: Awaited<ReturnType<typeof openApp>>,
  hurry: AbortSignal,
): Promise<RunningProcess> {
  const { app } = opened;
  const { role } = app.env;
  const watched = await watchApp(app);
  if (role !== "web") {
    const { startWorker } = await import("./worker/start-worker.ts");
    await startWorker(app);
  }
  const web =
    role === "worker"
      ? undefined
      : await (await import("./server.ts")).startWeb(app);
  const ports = { port: web?.port, metricsPort: watched?.port };
  app.logger.info({ role, ...ports }, "started");
  return {
    async close() {
      await Promise.all([
        web?.close(graceMs, {
          hurry,
          // One process alone has nobody to leave its clients to.
          leaveMs: role === "web" ? leaveMs : 0,
        }),
        app.queue.rest(graceMs, hurry),
      ]);
      await opened.close(endMs);
      await watched?.close(0);
      await database.close();
    },
  };
}

/** Whatever is waited for here ends with the process: a migration rolls back, connections close. */
function unlessStopped<T>(
  work: Promise<T>,
  stop: AbortSignal,
): Promise<T | undefined> {
  const stopped = new Promise<undefined>((resolve) => {
    if (stop.aborted) resolve(undefined);
    stop.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  work.catch(() => undefined);
  return Promise.race([stopped, work]);
}
