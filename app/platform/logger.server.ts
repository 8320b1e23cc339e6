import { pino } from "pino";
import { describeError } from "./describe-error.server.ts";
import { openLogDestination } from "./log-destination.server.ts";

/** Log ids, topic, shop, durations; never payloads, tokens, names or addresses. */
export type Logger = Pick<
  pino.Logger,
  "fatal" | "error" | "warn" | "info" | "debug"
>;

let standardOutput: pino.DestinationStream | undefined;

/** @param secrets are cut out of what errors say. */
export function createLogger(
  level: string,
  secrets: readonly string[] = [],
): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => describeError(error, secrets) },
    },
    (standardOutput ??= openLogDestination()),
  );
}
