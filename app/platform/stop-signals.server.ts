import type { Logger } from "./logger.server.ts";

/** What the signals of whoever runs the process ask for. */
export type StopSignals = {
  /** Aborted by the first SIGTERM or SIGINT. */
  stop: AbortSignal;
  /** Aborted by another one: what still runs is not waited for. */
  hurry: AbortSignal;
};

// Ctrl-C reaches a process twice when npm hands it on as well.
const sameMs = 1_000;

/** Listens from now on: a signal during the start is heard too, and where the process is number 1. */
export function listenForStop(logger: Pick<Logger, "info">): StopSignals {
  const stop = new AbortController();
  const hurry = new AbortController();
  let firstAt = 0;
  const hear = (signal: string) => {
    if (!stop.signal.aborted) {
      firstAt = performance.now();
      logger.info({ signal }, "stopping");
      stop.abort();
    } else if (performance.now() - firstAt > sameMs && !hurry.signal.aborted) {
      logger.info({ signal }, "stopping at once");
      hurry.abort();
    }
  };
  process.on("SIGINT", () => hear("SIGINT"));
  process.on("SIGTERM", () => hear("SIGTERM"));
  return { stop: stop.signal, hurry: hurry.signal };
}
