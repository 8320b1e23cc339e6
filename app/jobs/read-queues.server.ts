import type { Database } from "#app/db.server.ts";
import type { QueueState } from "#app/platform/metrics/database-gauges.server.ts";
import { deadLetters } from "./create-queues.server.ts";
import { jobDefinitions } from "./definitions.ts";

const queues = [deadLetters, ...jobDefinitions.map(({ name }) => name)];

/**
 * How full the queues are. A worker's pg-boss counts their jobs every five seconds; how long the oldest has been due is
 * read anew, from the head of an index, so that neither waiting nor finished jobs make it slower. A job is due from its
 * start_after, also when it is tried again. Both states are spelled out: the index covers no others.
 */
export function readQueues(
  db: Pick<Database, "$queryRaw">,
): Promise<QueueState[]> {
  return db.$queryRaw<QueueState[]>`
    SELECT queue.name AS queue, ready_count AS ready, deferred_count AS deferred, active_count AS active,
      failed_count AS failed, extract(epoch FROM now() - monitor_on)::float8 AS "countedSeconds",
      extract(epoch FROM now() - oldest.due)::float8 AS "oldestDueSeconds"
    FROM pgboss.queue LEFT JOIN LATERAL (
      SELECT min(head.start_after) AS due FROM (
        (SELECT start_after FROM pgboss.job WHERE job.name = queue.name AND state = 'created' AND NOT blocked
          ORDER BY start_after LIMIT 1)
        UNION ALL
        (SELECT start_after FROM pgboss.job WHERE job.name = queue.name AND state = 'retry' AND NOT blocked
          ORDER BY start_after LIMIT 1)
      ) AS head WHERE head.start_after <= now()
    ) AS oldest ON true
    WHERE queue.name = ANY(${queues})`;
}
