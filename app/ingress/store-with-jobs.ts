import type { Pool } from "pg";
import type { z } from "zod";
import type { JobDefinition } from "#app/jobs/define-job.ts";
import type { Queue } from "#app/jobs/queue.server.ts";
import { isWorthRepeating } from "./database-failure.ts";
import { createPipeline } from "./pipeline.ts";

/** Stores the rows that are new, and a job for each: all of them, or none. */
export type Store<Row> = (rows: Row[]) => Promise<void>;

/**
 * One statement, and so one round trip and one commit, for rows and their jobs. The job part is pg-boss' own.
 * @param kind.insert an INSERT that returns the ids of the rows which are new
 * @param kind.idField the field of the job's payload that the id goes into
 */
export async function storeWithJobs<Row>(
  world: { pool: Pool; queue: Pick<Queue, "statementFor"> },
  kind: {
    insert: string;
    job: JobDefinition<z.ZodType>;
    idField: string;
    valuesOf(rows: Row[]): unknown[];
  },
): Promise<Store<Row>> {
  const text = await world.queue.statementFor(kind.job, {
    before: `stored AS (${kind.insert})`,
    jobs: `SELECT coalesce(json_agg(json_build_object('data', json_build_object('${kind.idField}', id::text))), '[]')::text FROM stored`,
  });
  const send = createPipeline(world.pool);
  const run = (rows: Row[]) =>
    send({
      name: `store-${kind.job.name}`,
      text,
      values: kind.valuesOf(rows),
    });
  return async (rows) => {
    try {
      await run(rows);
    } catch (error) {
      if (!isWorthRepeating(error)) throw error;
      await run(rows);
    }
  };
}
