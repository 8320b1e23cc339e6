import { readEnv } from "./platform/env.server.ts";
import { createLogger, type Logger } from "./platform/logger.server.ts";
import { secretsOf } from "./platform/secrets-of.server.ts";
import { listenForStop } from "./platform/stop-signals.server.ts";
import { startProcess } from "./start-process.ts";

// The entry of every process: ROLE says what it runs.

const lastMs = 24_000;

// Node's own words for what nobody caught show all that an error holds.
function endOnUncaught(logger: Logger) {
  process.on("uncaughtException", (err) => {
    logger.fatal({ err }, "uncaught");
    process.exit(1);
  });
}

/** However much hangs, the process ends in time. */
function endAtLast(logger: Logger, stop: AbortSignal) {
  stop.addEventListener("abort", () => {
    setTimeout(() => {
      logger.error("did not stop in time");
      process.exit(1);
    }, lastMs).unref();
  });
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });

const env = readEnv();
const logger = createLogger(env.logLevel, secretsOf(env));
endOnUncaught(logger);
const signals = listenForStop(logger);
endAtLast(logger, signals.stop);
try {
  const running = await startProcess(env, logger, signals);
  await aborted(signals.stop);
  await running?.close();
  process.exit(0);
} catch (err) {
  const text = signals.stop.aborted
    ? "did not stop cleanly"
    : "could not start";
  logger.fatal({ err }, text);
  process.exit(1);
}
