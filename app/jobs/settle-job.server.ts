import type { z } from "zod";
import type { Logger } from "#app/platform/logger.server.ts";
import type { Metrics } from "#app/platform/metrics/create-metrics.server.ts";
import type { JobOutcome } from "#app/platform/metrics/work-metrics.server.ts";
import type { Tracing } from "#app/platform/tracing/tracing.ts";
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

export type Taken = { id: string; data: unknown; signal: AbortSignal };

export type JobWorld = {
  logger: Pick<Logger, "info" | "warn">;
  metrics: Pick<Metrics, "jobsBegin" | "jobDone"> | undefined;
  tracing: Pick<Tracing, "span" | "causedBy">;
};

/** Runs a job within a span, and says how it ended, to pg-boss, in the log and to whoever counts. */
export async function settleJob<Schema extends z.ZodType>(
  { logger, metrics, tracing }: JobWorld,
  job: JobDefinition<Schema>,
  handler: JobHandler<Schema>,
  { id, data, signal }: Taken,
) {
  const startedAt = performance.now();
  const done = (outcome: JobOutcome) => {
    const ms = performance.now() - startedAt;
    metrics?.jobDone(job.name, outcome, ms / 1_000);
    return { ...shopOf(data), job: job.name, id, data, ms: Math.round(ms) };
  };
  try {
    const note = await tracing.span(
      `job ${job.name}`,
      { kind: "consumer", attributes: { "tracking.job": id } },
      () => handler(job.schema.parse(data), signal),
    );
    logger.info({ ...done("completed"), ...note }, "job");
    return { id, status: "completed" as const };
  } catch (err) {
    const isFinal = isFinalFailure(err);
    logger.warn({ ...done(isFinal ? "dead" : "failed"), err }, "job failed");
    return {
      id,
      // A cause that trying again cannot help goes to the dead letters at once.
      status: isFinal ? ("deadletter" as const) : ("failed" as const),
      output: { reason: err instanceof Error ? err.name : "unknown" },
    };
  }
}

/** Where each line of a shop has it, also that of a job which failed. */
const shopOf = (data: unknown) =>
  typeof data === "object" && data !== null && "shopId" in data
    ? { shopId: data.shopId }
    : undefined;

const isFinalFailure = (error: unknown) =>
  error instanceof Error && "retryable" in error && error.retryable === false;
