import type { Pool, PoolClient, QueryConfig } from "pg";

// A server that hangs cannot time anything out: a little longer than the ingress' pool gives a statement.
const answerMs = 2_200;

/** Sends a statement behind those whose answers are still to come, over the same connection. */
export type Pipeline = (statement: QueryConfig) => Promise<void>;

type Line = {
  client: Promise<PoolClient>;
  /** Under way. */
  statements: number;
  failure?: Error;
};

/**
 * The database goes from one statement to the next without waiting for us in between; each is a transaction of its own.
 * A connection on which one failed takes no more of them, and ends after those it has. Nobody holds one that is idle.
 * @param pool with connections that may be sent to ahead, as `openIngressPool` opens them
 */
export function createPipeline(pool: Pool): Pipeline {
  let current: Line | undefined;
  const leave = (line: Line) => {
    if (current === line) current = undefined;
  };
  return async (statement) => {
    const line = (current ??= { client: connect(pool), statements: 0 });
    line.statements += 1;
    try {
      const client = await line.client;
      await answerOf(client, statement);
    } catch (error) {
      line.failure = error instanceof Error ? error : new Error(String(error));
      leave(line);
      throw error;
    } finally {
      line.statements -= 1;
      if (line.statements === 0) {
        leave(line);
        await giveBack(line);
      }
    }
  };
}

/** With a callback, and a timer of our own: see platform/ask-with-callback.server.ts. */
function answerOf(client: PoolClient, statement: QueryConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`no answer to ${statement.name} within ${answerMs} ms`));
      // All others wait for the same.
      client.connection.stream.destroy();
    }, answerMs);
    client.query(statement, (error: Error | null) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    });
  });
}

// Its statements tell of a connection that broke, but an event that nobody listens to would end the process.
const ignore = () => undefined;

async function connect(pool: Pool): Promise<PoolClient> {
  const client = await pool.connect();
  return client.on("error", ignore);
}

async function giveBack({ client, failure }: Line) {
  const connected = await client.catch(() => undefined);
  connected?.off("error", ignore).release(failure);
}
