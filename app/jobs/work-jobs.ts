import type { PgBoss } from "pg-boss";
import type { z } from "zod";
import type { Logger } from "#app/platform/logger.server.ts";
import type { JobDefinition } from "./define-job.ts";

/**
 * Runs a job. Settled one by one: a job that throws fails alone.
 * The signal is aborted when the job has run out of time, or the process stops.
 */
export type JobHandler<Schema extends z.ZodType> = (
  data: z.output<Schema>,
  signal: AbortSignal,
) => Promise<void>;

/** What fetches jobs, and tells that the process stops. */
type Working = { boss: PgBoss; logger: Logger; stopping: AbortSignal };

/** Handles the jobs of a queue, each alone, several side by side. */
export async function workAlone<Schema extends z.ZodType>(
  { boss, logger, stopping }: Working,
  job: JobDefinition<Schema>,
  handler: JobHandler<Schema>,
): Promise<void> {
  await boss.work(job.name, fetchingOf(job), (jobs) =>
    Promise.all(
      jobs.map((one) =>
        settle(logger, job, one, () =>
          handler(
            job.schema.parse(one.data),
            AbortSignal.any([one.signal, stopping]),
          ),
        ),
      ),
    ),
  );
}

/** Handles the jobs of one fetch in one go; where that throws, each alone. */
export async function workTogether<Schema extends z.ZodType>(
  { boss, logger }: Working,
  job: JobDefinition<Schema>,
  handler: (data: z.output<Schema>[]) => Promise<void>,
): Promise<void> {
  await boss.work(job.name, fetchingOf(job), async (jobs) => {
    const startedAt = performance.now();
    try {
      await handler(jobs.map(({ data }) => job.schema.parse(data)));
      const ms = since(startedAt);
      logger.debug({ job: job.name, jobs: jobs.length, ms }, "jobs");
      return jobs.map(({ id }) => ({ id, status: "completed" as const }));
    } catch (err) {
      if (jobs.length > 1)
        logger.warn({ job: job.name, jobs: jobs.length, err }, "jobs failed");
    }
    const settled = [];
    for (const one of jobs)
      settled.push(
        await settle(logger, job, one, () =>
          handler([job.schema.parse(one.data)]),
        ),
      );
    return settled;
  });
}

// A batch that comes back full is followed by the next fetch at once; with single jobs a worker
// would sleep between them, because one NOTIFY can stand for many jobs.
const fetchingOf = (job: JobDefinition) => ({
  perJobResults: true as const,
  batchSize: job.isLong ? 1 : job.concurrency,
  localConcurrency: job.isLong ? job.concurrency : 2,
  burstWhenBatchFull: !job.isLong,
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
});

async function settle(
  logger: Logger,
  job: JobDefinition,
  { id, data }: { id: string; data: unknown },
  run: () => Promise<void>,
) {
  const startedAt = performance.now();
  try {
    await run();
    logger.debug({ job: job.name, id, ms: since(startedAt) }, "job");
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
