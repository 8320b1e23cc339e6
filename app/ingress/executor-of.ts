import type { PoolClient } from "pg";
import type { Executor } from "#app/jobs/queue.server.ts";

/**
 * Lets the queue write through a client, in the transaction that it holds. Its statement is long and always the same for
 * a queue: the server parses and plans it once for each connection.
 */
export const executorOf = (client: PoolClient): Executor => ({
  executeSql: (text, values) =>
    client.query<Record<string, unknown>>({
      name: nameOf(text),
      text,
      ...(values && { values }),
    }),
});

const names = new Map<string, string>();

// A name stands for one text. Texts are few: one for each queue that is written to here.
function nameOf(text: string) {
  const known = names.get(text);
  if (known) return known;
  const name = `queue-${names.size}`;
  names.set(text, name);
  return name;
}
