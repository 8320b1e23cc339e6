import type { Pool, PoolClient } from "pg";
import { isWorthRepeating } from "./database-failure.ts";
import { within } from "./within.ts";

export type CommitLimits = {
  /** For a connection of the pool. */
  connectMs: number;
  /** For one statement, held by the server. */
  statementMs: number;
  /** For the whole transaction, held by us: a server that hangs cannot time anything out. */
  transactionMs: number;
};

const defaultLimits: CommitLimits = {
  connectMs: 1_000,
  statementMs: 2_000,
  transactionMs: 2_200,
};

/** Runs `work` in a transaction that is committed, or has failed, within the limits. */
export async function commitWithin(
  pool: Pool,
  work: (client: PoolClient) => Promise<void>,
  limits: CommitLimits = defaultLimits,
): Promise<void> {
  try {
    await runTransaction(pool, work, limits);
  } catch (error) {
    if (!isWorthRepeating(error)) throw error;
    await runTransaction(pool, work, limits);
  }
}

async function runTransaction(
  pool: Pool,
  work: (client: PoolClient) => Promise<void>,
  limits: CommitLimits,
) {
  const client = await connectWithin(pool, limits.connectMs);
  // A connection that breaks between two statements would otherwise end the process.
  client.on("error", ignore);
  let committed = false;
  try {
    await within(limits.transactionMs, "transaction", async () => {
      // The idle limit frees the rows' keys when the server no longer hears from us.
      await client.query(
        `BEGIN; SET LOCAL statement_timeout = ${limits.statementMs}; ` +
          `SET LOCAL idle_in_transaction_session_timeout = ${limits.statementMs}`,
      );
      await work(client);
      await client.query("COMMIT");
    });
    committed = true;
  } finally {
    // A failed transaction's connection is closed, not rolled back: that works in every state it can be in.
    client.release(!committed);
    client.off("error", ignore);
  }
}

async function connectWithin(pool: Pool, ms: number) {
  const connecting = pool.connect();
  try {
    return await within(ms, "connection", () => connecting);
  } catch (error) {
    connecting.then((late) => late.release(), ignore);
    throw error;
  }
}

const ignore = () => undefined;
