import { createHash } from "node:crypto";
import type pg from "pg";

// Each costs memory in each connection. What a busy process asks for is among the first it asks for.
const mostStatements = 500;
// Of what only reads, the best plan can depend on the values: the start of a number that is searched for, a filter.
const changesOrLocks = /\b(?:INSERT INTO|UPDATE|DELETE FROM|SHARE)\b/;
// A list of values is another statement for each length; as an array it is one.
const listOfValues = /\bIN \(\$\d+,/;

const names = new Map<string, string>();

/**
 * Has the pool's connections name the statements that change or lock rows, so that the server plans each once for a
 * connection: planning took more than carrying out for most of ours.
 */
export function prepareStatements(pool: pg.Pool): void {
  pool.on("connect", (client) => {
    const ask = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((first: unknown, ...rest: unknown[]) => {
      const values = rest[0];
      return typeof first === "string" && Array.isArray(values)
        ? ask(named({ text: first, values }), ...rest.slice(1))
        : ask(named(first), ...rest);
    }) as typeof client.query;
  });
}

function named(asked: unknown): unknown {
  if (!isNameless(asked)) return asked;
  const name = nameOf(asked.text);
  return name === undefined ? asked : { ...asked, name };
}

const isNameless = (
  asked: unknown,
): asked is { text: string; values: unknown[] } =>
  typeof asked === "object" &&
  asked !== null &&
  "text" in asked &&
  typeof asked.text === "string" &&
  "values" in asked &&
  Array.isArray(asked.values) &&
  asked.values.length > 0 &&
  !("name" in asked) &&
  // A cursor, which is no plain object.
  !("submit" in asked);

function nameOf(text: string) {
  const known = names.get(text);
  if (known !== undefined) return known;
  const isWorthIt = changesOrLocks.test(text) && !listOfValues.test(text);
  if (!isWorthIt || names.size >= mostStatements) return undefined;
  const name = createHash("sha256").update(text).digest("base64url");
  names.set(text, name);
  return name;
}
