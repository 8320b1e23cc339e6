import type { z } from "zod";

/**
 * A job apart from its work: its queue's name, payload and policy. Payloads carry ids only.
 * `expireInSeconds` is three times the longest call the job makes, at most 60: a killed worker delays
 * a job by no more than that.
 */
export type JobDefinition<Schema extends z.ZodType = z.ZodType> = {
  name: string;
  schema: Schema;
  /** `one_per_key`: one waiting and one running job for each singleton key. */
  policy: "standard" | "one_per_key";
  retryLimit: number;
  retryDelay: number;
  retryDelayMax: number;
  expireInSeconds: number;
  /** Works through rows for many seconds: fetched one by one, so that none waits behind another of its batch. */
  isLong: boolean;
  /** Jobs that one process works on at the same time; twice as many where they come in batches. */
  concurrency: number;
  /**
   * Sent after a commit, and allowed to get lost. It wakes one worker of the process that sends it; those of other
   * processes look every second.
   */
  isHint: boolean;
  /** Lets what comes in at the same process go first, see platform/right-of-way. */
  givesWay: boolean;
  /**
   * Its jobs stand apart from all others', in a table with the indexes of its own policy only, where each costs less to
   * write. So it is made with a database; a queue that stands among the others already stays there.
   */
  hasTable: boolean;
  /** Another one is sent anyway: one that failed, or was cut off by a restart, is no dead letter. */
  comesAgain: boolean;
  /** A cron expression (UTC) for jobs that run by themselves; their payload is {}. */
  cron?: string;
};

export function defineJob<Schema extends z.ZodType>(
  definition: Pick<JobDefinition<Schema>, "name" | "schema"> &
    Partial<JobDefinition<Schema>>,
): JobDefinition<Schema> {
  return {
    policy: "standard",
    retryLimit: 12,
    retryDelay: 1,
    retryDelayMax: 300,
    expireInSeconds: 60,
    isLong: false,
    isHint: false,
    concurrency: 2,
    givesWay: false,
    hasTable: false,
    comesAgain: false,
    ...definition,
  };
}
