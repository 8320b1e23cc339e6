import { openApp, type OpenApp } from "./app.server.ts";
import {
  openDatabase,
  type OpenDatabase,
} from "./platform/embedded-postgres.server.ts";
import { readEnv, type Env } from "./platform/env.server.ts";
import { createLogger, type Logger } from "./platform/logger.server.ts";
import { migrate } from "./platform/migrate.server.ts";
import { watchApp } from "./watch-app.server.ts";

// The entry of every process: ROLE says what it runs.

const graceMs = 20_000;

type Running = { close(): Promise<void> };

async function start(env: Env, logger: Logger): Promise<Running> {
  const database = await openDatabase({
    databaseUrl: env.databaseUrl,
    dataDir: env.dataDir,
    logger,
    production: env.production,
  });
  try {
    return await startOn(database, env, logger);
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
): Promise<Running> {
  await migrate({ url: database.url, logger });
  const opened = await openApp({ env, databaseUrl: database.url, logger });
  const watched = await watchApp(opened.app);
  const web = await startRoles(opened, env);
  const ports = { port: web?.port, metricsPort: watched?.port };
  logger.info({ role: env.role, ...ports }, "started");
  return {
    async close() {
      await web?.close(graceMs);
      await opened.close(graceMs);
      await watched?.close(0);
      await database.close();
    },
  };
}

async function startRoles({ app }: OpenApp, env: Env) {
  if (env.role !== "web") {
    const { startWorker } = await import("./worker/start-worker.ts");
    await startWorker(app);
  }
  if (env.role === "worker") return undefined;
  const { startWeb } = await import("./server.ts");
  return startWeb(app);
}

function stopOnSignals(running: Running, logger: Logger) {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, "stopping");
    running.close().then(
      () => process.exit(0),
      (err: unknown) => {
        logger.error({ err }, "did not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", () => stop("SIGINT"));
  process.on("SIGTERM", () => stop("SIGTERM"));
}

const env = readEnv();
const logger = createLogger(env.logLevel);
try {
  stopOnSignals(await start(env, logger), logger);
} catch (err) {
  logger.fatal({ err }, "could not start");
  process.exit(1);
}
