import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

/** How PostgreSQL would carry out the raw statements of a function, were its tables too large to be read whole. */
export async function planOf(
  db: Database,
  run: (db: Pick<Database, "$queryRaw" | "$executeRaw">) => Promise<unknown>,
): Promise<string> {
  const lines: string[] = [];
  const explain = async (
    [first, ...rest]: TemplateStringsArray,
    ...values: unknown[]
  ) => {
    const query = Prisma.sql([`EXPLAIN ${first}`, ...rest], ...values);
    const [, rows] = await db.$transaction([
      db.$executeRaw`SET LOCAL enable_seqscan = off`,
      db.$queryRaw<{ "QUERY PLAN": string }[]>(query),
    ]);
    lines.push(...rows.map((row) => row["QUERY PLAN"]));
    // As if nothing had been found.
    return [];
  };
  const explaining = { $queryRaw: explain, $executeRaw: explain };
  await run(explaining as never);
  return lines.join("\n");
}
