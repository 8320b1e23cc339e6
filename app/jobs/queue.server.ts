import { PgBoss, fromPrisma } from "pg-boss";
import type { z } from "zod";
import type { Transaction } from "#app/db.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import type { PoolCounts } from "#app/platform/metrics/pool-gauges.server.ts";
import {
  createRightOfWay,
  type RightOfWay,
} from "#app/platform/right-of-way.server.ts";
import { noTracing } from "#app/platform/tracing/tracing.ts";
import { waitAtMost } from "#app/platform/wait-at-most.server.ts";
import { countDueJobs } from "./count-due-jobs.server.ts";
import { createQueues, scheduleJobs } from "./create-queues.server.ts";
import type { JobDefinition } from "./define-job.ts";
import { jobDefinitions } from "./definitions.ts";
import { createHintedWorkers } from "./hinted-workers.server.ts";
import { isFetching } from "./is-fetching.server.ts";
import type { JobHandler, JobWorld } from "./settle-job.server.ts";
import { statementFor } from "./statement-for.server.ts";
import { work, workTogether, type JobsHandler } from "./work-jobs.server.ts";

export type EnqueueOptions = {
  /** The transaction the job commits with. */
  tx?: Transaction;
  singletonKey?: string;
  startAfter?: Date;
  /** Before those that wait already. */
  first?: boolean;
};

export type Queue = {
  enqueue<Schema extends z.ZodType>(
    job: JobDefinition<Schema>,
    data: z.input<Schema>,
    options?: EnqueueOptions,
  ): Promise<void>;
  /** Many jobs of one queue in one statement. */
  enqueueMany<Schema extends z.ZodType>(
    job: JobDefinition<Schema>,
    data: z.input<Schema>[],
    options?: Pick<EnqueueOptions, "tx">,
  ): Promise<void>;
  /** One statement for rows and their jobs, see statement-for. */
  statementFor<Schema extends z.ZodType>(
    job: JobDefinition<Schema>,
    parts: { before: string; jobs: string },
  ): Promise<string>;
  /** Jobs that are due and that nobody has begun, up to `limit`. */
  countDue(job: JobDefinition, limit: number): Promise<number>;
  work<Schema extends z.ZodType>(
    job: JobDefinition<Schema>,
    handler: JobHandler<Schema>,
  ): Promise<void>;
  /** The jobs of one fetch are handled in one go; where that throws, each is handled alone. */
  workTogether<Schema extends z.ZodType>(
    job: JobDefinition<Schema>,
    handler: JobsHandler<Schema>,
  ): Promise<void>;
  /** Fetches no more jobs, and waits for running ones while the grace lasts. What enqueues goes on. */
  rest(graceMs: number, hurry?: AbortSignal): Promise<void>;
  /** From its start until it is told to stop. */
  isRunning(): boolean;
  /** Whether jobs come to those who work here. */
  isFetching(withinMs?: number): boolean;
  /** Its connections; undefined when it has none. */
  poolCounts(): PoolCounts | undefined;
  /** Stops fetching, waits up to `timeoutMs` for running jobs; the rest is handed back. */
  stop(timeoutMs: number): Promise<void>;
};

/**
 * The process's one connection to pg-boss, in the schema `pgboss` of the app's database.
 * It has a small pool of its own, because its listener reconnects by itself there.
 */
export async function openQueue(options: {
  url: string;
  logger: Logger;
  /** Whether this process also expires, retries and schedules jobs. */
  supervise: boolean;
  rightOfWay?: Pick<RightOfWay, "giveWay">;
  metrics?: JobWorld["metrics"];
  tracing?: JobWorld["tracing"];
}): Promise<Queue> {
  const { logger, supervise, metrics, tracing = noTracing } = options;
  const rightOfWay = options.rightOfWay ?? createRightOfWay();
  const boss = createBoss(options.url, supervise);
  logTroubles(boss, logger);
  await boss.start();
  await createQueues(boss);
  if (supervise) {
    await scheduleJobs(boss);
    await takeOver(boss, logger);
  }
  const stopping = new AbortController();
  const hinted = createHintedWorkers(boss);
  const world = {
    ...{ logger, metrics, tracing, hinted, stopping: stopping.signal },
  };
  return {
    async enqueue(job, data, options) {
      await enqueue(boss, job, data, options);
      if (job.isHint) hinted.wake(job.name);
    },
    enqueueMany: (job, data, options) => enqueueMany(boss, job, data, options),
    statementFor: (job, parts) => statementFor(boss, job.name, parts),
    countDue: (job, limit) => countDueJobs(boss.getDb(), job.name, limit),
    work(job, handler) {
      metrics?.jobsBegin(job.name);
      return work(boss, world, job, givingWay(rightOfWay, job, handler));
    },
    workTogether(job, handler) {
      metrics?.jobsBegin(job.name);
      const given = givingWay(rightOfWay, job, handler);
      return workTogether(boss, world, job, given);
    },
    rest(graceMs, hurry) {
      stopping.abort();
      return waitAtMost(endWork(boss), graceMs, hurry);
    },
    isRunning: () => !stopping.signal.aborted,
    isFetching: (withinMs) => isFetching(boss, withinMs),
    poolCounts: () => boss.getDb().poolCounts?.() ?? undefined,
    async stop(timeout) {
      stopping.abort();
      await boss.stop({ graceful: true, timeout });
    },
  };
}

const givingWay = <Args extends unknown[], Result>(
  rightOfWay: Pick<RightOfWay, "giveWay">,
  job: Pick<JobDefinition, "givesWay">,
  handle: (...args: Args) => Promise<Result>,
) =>
  job.givesWay
    ? (...args: Args) => rightOfWay.giveWay(() => handle(...args))
    : handle;

const createBoss = (url: string, supervise: boolean) =>
  new PgBoss({
    connectionString: url,
    application_name: "shipment-tracking-jobs",
    max: 6,
    useListenNotify: supervise,
    supervise,
    schedule: supervise,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 300,
    queueCacheIntervalSeconds: 30,
    cronMonitorIntervalSeconds: 15,
  });

function logTroubles(boss: PgBoss, logger: Logger) {
  boss.on("error", (err) => logger.error({ err }, "job queue"));
  boss.on("warning", (warning) =>
    logger.warn({ warning: warning.message }, "job queue"),
  );
}

const endWork = (boss: PgBoss) =>
  Promise.all(jobDefinitions.map(({ name }) => boss.offWork(name)));

// What dead processes left is taken over now: pg-boss first looks after its interval, which a process in a crash loop may
// not live to see.
async function takeOver(boss: PgBoss, logger: Logger) {
  await boss
    .supervise()
    .catch((err: unknown) => logger.error({ err }, "job queue"));
}

async function enqueue<Schema extends z.ZodType>(
  boss: PgBoss,
  job: JobDefinition<Schema>,
  data: z.input<Schema>,
  options: EnqueueOptions = {},
) {
  await boss.send(job.name, job.schema.parse(data) as object, {
    ...connection(options),
    ...(options.singletonKey ? { singletonKey: options.singletonKey } : {}),
    ...(options.startAfter ? { startAfter: options.startAfter } : {}),
    ...(options.first ? { priority: 1 } : {}),
  });
}

async function enqueueMany<Schema extends z.ZodType>(
  boss: PgBoss,
  job: JobDefinition<Schema>,
  data: z.input<Schema>[],
  options: Pick<EnqueueOptions, "tx"> = {},
) {
  if (data.length === 0) return;
  const jobs = data.map((item) => ({ data: job.schema.parse(item) as object }));
  await boss.insert(job.name, jobs, connection(options));
}

function connection({ tx }: Pick<EnqueueOptions, "tx">) {
  return tx ? { db: fromPrisma(tx) } : {};
}
