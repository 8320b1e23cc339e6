import type { Database } from "#app/db.server.ts";

export type Waiting = { count: number; more: boolean };

const countLimit = 10_000;

/** Parcels of the shop that wait for the account, counted up to 10,000. Served by two partial indexes. */
export async function countWaiting(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; accountId: string },
): Promise<Waiting> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM tracking
      WHERE account_id = ${asked.accountId}::uuid AND shop_id = ${asked.shopId}::uuid
        AND registration IN ('waiting', 'over_quota')
      LIMIT ${countLimit + 1}
    ) AS waiting`;
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, countLimit), more: count > countLimit };
}
