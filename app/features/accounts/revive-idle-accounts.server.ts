import type { Database } from "#app/db.server.ts";

/**
 * A pause that is over where nothing waits: no call will tell that the account works again, so it counts as working
 * until one tells otherwise, and no banner stays for nothing.
 */
export async function reviveIdleAccounts(
  db: Database,
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    UPDATE keydelivery_account AS account SET state = 'active', paused_until = NULL
    WHERE state <> 'active' AND (paused_until IS NULL OR paused_until <= ${now})
      AND NOT EXISTS (SELECT 1 FROM tracking WHERE tracking.account_id = account.id
        AND registration = 'waiting' AND priority <= 2 AND next_attempt_at <= ${now})`;
}
