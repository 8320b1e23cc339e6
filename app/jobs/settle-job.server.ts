import type { z } from "zod";
import type { Logger } from "#app/platform/logger.server.ts";
import type { JobDefinition } from "./define-job.ts";

/** What a job tells of itself for its line in the log: ids, a topic, an outcome. */
export type JobNote = Record<string, string | number>;

/**
 * Runs a job. Settled one by one: a job that throws fails alone.
 * The signal is aborted when the job has run out of time, or the process stops.
 */
export type JobHandler<Schema extends z.ZodType> = (
  data: z.output<Schema>,
  signal: AbortSignal,
) => Promise<JobNote | void>;

type Taken = { id: string; data: unknown; signal: AbortSignal };

/** Runs a job and says how it ended, to pg-boss and in the log. */
export async function settleJob<Schema extends z.ZodType>(
  logger: Pick<Logger, "info" | "warn">,
  job: JobDefinition<Schema>,
  handler: JobHandler<Schema>,
  { id, data, signal }: Taken,
) {
  const startedAt = performance.now();
  try {
    const note = await handler(job.schema.parse(data), signal);
    logger.info(
      { job: job.name, id, data, ...note, ms: since(startedAt) },
      "job",
    );
    return { id, status: "completed" as const };
  } catch (err) {
    logger.warn(
      { job: job.name, id, data, ms: since(startedAt), err },
      "job failed",
    );
    return failure(id, err);
  }
}

// A cause that trying again cannot help goes to the dead letters at once.
function failure(id: string, error: unknown) {
  const final =
    error instanceof Error && "retryable" in error && error.retryable === false;
  const reason = error instanceof Error ? error.name : "unknown";
  return {
    id,
    status: final ? ("deadletter" as const) : ("failed" as const),
    output: { reason },
  };
}

const since = (startedAt: number) => Math.round(performance.now() - startedAt);
