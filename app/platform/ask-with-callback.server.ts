import { promisify } from "node:util";
import type pg from "pg";

type Ask = (...given: unknown[]) => unknown;
type AskForResult = (...given: unknown[]) => Promise<unknown>;

/**
 * Has the pool's connections asked with a callback where a promise is wanted. For its own promise, as for its
 * `query_timeout`, pg assigns a function literal to a property of the query, and V8 puts such a function among what lives
 * long at once: the query and all its values, dead in a moment, stay until the next full collection.
 */
export function askWithCallback(pool: pg.Pool): void {
  pool.on("connect", (client) => {
    const ask = client.query.bind(client) as Ask;
    const askForResult: AskForResult = promisify(ask);
    client.query = ((...given: unknown[]) =>
      wantsPromise(given)
        ? askForResult(...given).catch(tellWhoAsked)
        : ask(...given)) as typeof client.query;
  });
}

// As pg does for its own promise: else the stack leads to the socket that the answer came from.
function tellWhoAsked(error: Error): never {
  Error.captureStackTrace(error);
  throw error;
}

const wantsPromise = (given: unknown[]) =>
  typeof given.at(-1) !== "function" && !isSubmittable(given[0]);

// A cursor, or a query that has its callback.
const isSubmittable = (asked: unknown) =>
  typeof asked === "object" && asked !== null && "submit" in asked;
