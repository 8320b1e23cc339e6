import type { PoolClient } from "pg";
import type { Executor } from "#app/jobs/queue.server.ts";

/** Lets the queue write through a client, in the transaction that it holds. */
export const executorOf = (client: PoolClient): Executor => ({
  executeSql: (text, values) =>
    client.query<Record<string, unknown>>(text, values),
});
