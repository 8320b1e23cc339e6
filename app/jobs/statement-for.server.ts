import type { PgBoss } from "pg-boss";

/**
 * The text of one statement that writes rows and their jobs. pg-boss is asked what it would run, instead of a copy of its
 * job row here that an update would leave behind.
 * @param parts.before a WITH query that writes the rows, with the statement's parameters
 * @param parts.jobs a SELECT of one text, the JSON array of the jobs as `{data}`; it may read `before`
 */
export async function statementFor(
  boss: PgBoss,
  queue: string,
  parts: { before: string; jobs: string },
): Promise<string> {
  let text = "";
  await boss.insert(queue, [{ data: {} }], {
    db: {
      executeSql: (asked) => {
        text = asked.trim();
        return Promise.resolve({ rows: [] });
      },
    },
  });
  const [head, tail, ...more] = text.split("$1");
  if (!head?.startsWith("WITH ") || tail === undefined || more.length > 0)
    throw new Error("pg-boss inserts jobs in a way that is not known here");
  return `WITH ${parts.before}, ${head.slice("WITH ".length)}(${parts.jobs})${tail}`;
}
