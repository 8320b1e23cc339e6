import type { Database } from "#app/db.server.ts";

const perRun = 500;
// Until then nobody else takes the same check; a check that ran sets its own next time.
const leaseMs = 15 * 60_000;

type DueCheck = { id: string; accountId: string };

/**
 * Takes trackings that are to be asked for: of each account its oldest, no more than `perAccount`. Where there is not room
 * for all, each account has its first before another has its second, so that none waits for another's; one that is
 * paused waits.
 */
export function takeDueChecks(
  db: Pick<Database, "$queryRaw">,
  { now, perAccount }: { now: Date; perAccount: number },
): Promise<DueCheck[]> {
  const until = new Date(now.getTime() + leaseMs);
  return db.$queryRaw<DueCheck[]>`
    UPDATE tracking SET next_check_at = ${until}
    WHERE id IN (
      SELECT id FROM tracking WHERE next_check_at <= ${now} AND id = ANY(ARRAY(
        SELECT due.id FROM (
          SELECT account.id, oldest.next_check_at FROM keydelivery_account AS account
          CROSS JOIN LATERAL (SELECT next_check_at FROM tracking
            WHERE account_id = account.id AND next_check_at <= ${now} ORDER BY next_check_at LIMIT 1) AS oldest
          WHERE paused_until IS NULL OR paused_until <= ${now}
          ORDER BY oldest.next_check_at LIMIT ${perRun}) AS account
        CROSS JOIN LATERAL (
          SELECT id, next_check_at, row_number() OVER (ORDER BY next_check_at) AS turn
          FROM (SELECT id, next_check_at FROM tracking
            WHERE account_id = account.id AND next_check_at <= ${now}
            ORDER BY next_check_at LIMIT ${Math.min(perAccount, perRun)}) AS oldest) AS due
        ORDER BY due.turn, due.next_check_at LIMIT ${perRun}))
      FOR UPDATE SKIP LOCKED)
    RETURNING id, account_id AS "accountId"`;
}
