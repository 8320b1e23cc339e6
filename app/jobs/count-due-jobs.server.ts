import type { PgBoss } from "pg-boss";

/** Jobs of a queue that are due and not begun, up to `limit`: the head of an index. */
export async function countDueJobs(
  db: Pick<ReturnType<PgBoss["getDb"]>, "executeSql">,
  queue: string,
  limit: number,
): Promise<number> {
  const { rows } = await db.executeSql(
    `SELECT count(*)::int AS due FROM (SELECT 1 FROM pgboss.job
      WHERE name = $1 AND state = 'created' AND NOT blocked AND start_after <= now() LIMIT $2) AS head`,
    [queue, limit],
  );
  const [counted] = rows as { due: number }[];
  return counted?.due ?? 0;
}
