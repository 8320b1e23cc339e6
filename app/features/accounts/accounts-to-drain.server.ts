import type { Database } from "#app/db.server.ts";

/** Accounts that may be called and have a due tracking. One index probe for each usable account. */
export async function accountsToDrain(
  db: Database,
  now: Date,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT account.id FROM keydelivery_account AS account
    WHERE account.api_secret_sealed IS NOT NULL
      AND (account.state = 'active' OR account.paused_until IS NULL OR account.paused_until <= ${now})
      AND EXISTS (SELECT 1 FROM tracking WHERE tracking.account_id = account.id
        AND registration = 'waiting' AND priority <= 2 AND next_attempt_at <= ${now})`;
  return rows.map(({ id }) => id);
}
