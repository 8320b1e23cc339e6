import type { Pool, PoolClient } from "pg";

type Query = (...given: unknown[]) => unknown;

/** What the pool sends to the database while something runs, whoever sends it: Prisma makes several of one call. */
export async function statementsOf(
  pool: Pool,
  run: () => Promise<unknown>,
): Promise<string[]> {
  const statements: string[] = [];
  const watched = new Map<PoolClient, Query>();
  const watch = (client: PoolClient) => {
    if (watched.has(client)) return;
    const query = client.query as Query;
    watched.set(client, query);
    client.query = ((...given: unknown[]) => {
      statements.push(textOf(given[0]));
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

function textOf(query: unknown) {
  return typeof query === "object" && query !== null && "text" in query
    ? String(query.text)
    : String(query);
}
