import type { Pool, PoolClient } from "pg";

type Query = (...given: unknown[]) => unknown;

export type Statement = { text: string; values: unknown[] };

/** The texts of what the pool sends to the database while something runs. */
export async function statementsOf(
  pool: Pool,
  run: () => Promise<unknown>,
): Promise<string[]> {
  return (await sentWhile(pool, run)).map(({ text }) => text);
}

/** What the pool sends to the database while something runs, whoever sends it: Prisma makes several of one call. */
export async function sentWhile(
  pool: Pool,
  run: () => Promise<unknown>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  const watched = new Map<PoolClient, Query>();
  const watch = (client: PoolClient) => {
    if (watched.has(client)) return;
    const query = client.query as Query;
    watched.set(client, query);
    client.query = ((...given: unknown[]) => {
      statements.push(statementOf(given));
      return query.apply(client, given);
    }) as PoolClient["query"];
  };
  pool.on("acquire", watch);
  try {
    await run();
    return statements;
  } finally {
    pool.off("acquire", watch);
    for (const [client, query] of watched)
      client.query = query as PoolClient["query"];
  }
}

function statementOf([query, values]: unknown[]): Statement {
  const isConfig =
    typeof query === "object" && query !== null && "text" in query;
  const inConfig = isConfig && "values" in query ? query.values : values;
  return {
    text: String(isConfig ? query.text : query),
    values: Array.isArray(inConfig) ? inConfig : [],
  };
}
