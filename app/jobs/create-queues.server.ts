import type { PgBoss } from "pg-boss";
import type { JobDefinition } from "./define-job.ts";
import { jobDefinitions } from "./definitions.ts";

/** Where jobs go that nobody tries again. */
export const deadLetters = "dead-letters";

/** A queue for each job, with its policy as it is now. */
export async function createQueues(boss: PgBoss) {
  await boss.createQueue(deadLetters, { retentionSeconds: 90 * 86_400 });
  for (const job of jobDefinitions) {
    const options = {
      retryLimit: job.retryLimit,
      retryDelay: job.retryDelay,
      retryBackoff: true,
      retryDelayMax: job.retryDelayMax,
      expireInSeconds: job.expireInSeconds,
      // A killed worker is noticed after this time, long before its jobs expire.
      heartbeatSeconds: 10,
      deleteAfterSeconds: 3_600,
      notify: !job.isHint,
    };
    await boss.createQueue(job.name, {
      ...options,
      policy: policyOf(job),
      partition: job.hasTable,
    });
    const deadLetter = job.comesAgain ? null : deadLetters;
    await boss.updateQueue(job.name, { ...options, deadLetter });
  }
}

/** Those that come by the clock. */
export async function scheduleJobs(boss: PgBoss) {
  for (const job of jobDefinitions)
    if (job.cron)
      await boss.schedule(job.name, job.cron, {}, { singletonKey: "cron" });
}

const policyOf = (job: JobDefinition) =>
  job.policy === "one_per_key" ? "stately" : "standard";
