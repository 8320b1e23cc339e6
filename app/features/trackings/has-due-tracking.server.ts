import type { Database } from "#app/db.server.ts";

/** Whether a tracking of the account waits and is due. */
export async function hasDueTracking(
  db: Database,
  accountId: string,
  now: Date,
  { maxPriority = 2 }: { maxPriority?: number } = {},
): Promise<boolean> {
  // In the order of the waiting index: any row would do, and a plan that looks for any reads the whole table.
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM tracking WHERE account_id = ${accountId}::uuid
      AND registration = 'waiting' AND priority <= ${maxPriority} AND next_attempt_at <= ${now}
    ORDER BY account_id, priority, shop_id, next_attempt_at LIMIT 1`;
  return rows.length > 0;
}
