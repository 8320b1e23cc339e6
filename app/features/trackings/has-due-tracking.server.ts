import type { Database } from "#app/db.server.ts";

/** Whether a tracking of the account waits and is due; reads the waiting index only. */
export async function hasDueTracking(
  db: Database,
  accountId: string,
  now: Date,
  { maxPriority = 2 }: { maxPriority?: number } = {},
): Promise<boolean> {
  const rows = await db.$queryRaw<{ due: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM tracking WHERE account_id = ${accountId}::uuid
      AND registration = 'waiting' AND priority <= ${maxPriority} AND next_attempt_at <= ${now}) AS due`;
  return rows[0]?.due ?? false;
}
