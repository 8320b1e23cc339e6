import type { PgBoss } from "pg-boss";
import type { z } from "zod";
import type { JobDefinition } from "./define-job.ts";
import type { HintedWorkers } from "./hinted-workers.server.ts";
import {
  settleJob,
  type JobHandler,
  type JobNote,
  type JobWorld,
  type Taken,
} from "./settle-job.server.ts";

type World = JobWorld & { stopping: AbortSignal; hinted: HintedWorkers };

/** What is told of one of several jobs: its line in the log, and the key of what caused it. */
export type JobTold = { note: JobNote; cause?: Uint8Array | undefined };

/**
 * Runs jobs in one go, and tells of each, in their order. It runs outside their spans; one that is alone runs within its
 * own, and says its cause itself.
 */
export type JobsHandler<Schema extends z.ZodType> = (
  jobs: z.output<Schema>[],
) => Promise<JobTold[]>;

/** Handles the jobs of a queue, each alone, several side by side. */
export async function work<Schema extends z.ZodType>(
  boss: PgBoss,
  world: World,
  job: JobDefinition<Schema>,
  handler: JobHandler<Schema>,
): Promise<void> {
  const settle = (jobs: Taken[]) =>
    Promise.all(
      jobs.map((taken) =>
        settleJob(world, job, handler, {
          ...taken,
          signal: AbortSignal.any([taken.signal, world.stopping]),
        }),
      ),
    );
  if (job.isHint) await workHints(boss, world, job, settle);
  else await boss.work(job.name, fetchingOf(job), settle);
}

/**
 * Each with an id of its own, by which it can be woken alone. It asks once more when it ends: a hint for the key that it
 * worked on cannot be fetched before.
 */
async function workHints(
  boss: PgBoss,
  { hinted }: World,
  job: JobDefinition,
  settle: (jobs: Taken[]) => Promise<Awaited<ReturnType<typeof settleJob>>[]>,
) {
  for (let count = 0; count < job.concurrency; count++) {
    const worker = { id: "", isBusy: false };
    const fetching = { ...fetchingOf(job), localConcurrency: 1 };
    worker.id = await boss.work(job.name, fetching, (jobs) => {
      worker.isBusy = true;
      return settle(jobs).finally(() => {
        worker.isBusy = false;
        boss.notifyWorker(worker.id);
      });
    });
    hinted.add(job.name, worker);
  }
}

/** Handles the jobs of one fetch in one go; where that throws, each alone, one after the other. */
export async function workTogether<Schema extends z.ZodType>(
  boss: PgBoss,
  world: JobWorld,
  job: JobDefinition<Schema>,
  handler: JobsHandler<Schema>,
): Promise<void> {
  await boss.work(job.name, fetchingOf(job), (jobs) => {
    const together = tryTogether(world, job, handler, jobs);
    let lane: Promise<unknown> = Promise.resolve();
    const alone = (data: z.output<Schema>) => {
      const result = lane.then(() => handler([data]));
      lane = result.catch(() => undefined);
      return result;
    };
    return Promise.all(
      jobs.map((taken, at) =>
        settleJob(
          world,
          job,
          async (data) => {
            const told = (await together)?.[at];
            if (!told) return (await alone(data))[0]?.note;
            if (told.cause) world.tracing.causedBy(told.cause);
            return told.note;
          },
          taken,
        ),
      ),
    );
  });
}

/** @returns undefined where each is to be handled alone */
async function tryTogether<Schema extends z.ZodType>(
  { logger }: JobWorld,
  job: JobDefinition<Schema>,
  handler: JobsHandler<Schema>,
  jobs: Taken[],
): Promise<JobTold[] | undefined> {
  if (jobs.length === 1) return undefined;
  try {
    return await handler(jobs.map(({ data }) => job.schema.parse(data)));
  } catch (err) {
    const told = { job: job.name, jobs: jobs.length, err };
    logger.warn(told, "jobs failed together, each is tried alone");
    return undefined;
  }
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
