import { pino } from "pino";

/** Log ids, topic, shop, durations; never payloads, tokens, names or addresses. */
export type Logger = Pick<
  pino.Logger,
  "fatal" | "error" | "warn" | "info" | "debug"
>;

export function createLogger(level: string): Logger {
  return pino({
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  });
}

// Only name, message and stack frames: errors of libraries carry requests, bodies and headers in other fields.
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: "not an error object" };
  return {
    name: error.name,
    message: error.message,
    ...("code" in error && typeof error.code === "string"
      ? { code: error.code }
      : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
