import type { Database } from "#app/db.server.ts";

/**
 * Reserves the account's next call in time (GCRA without a burst), for all processes alike: one statement,
 * outside any transaction, so that no lock is held while waiting. Slots are `1 / rate` seconds apart.
 *
 * @param asked.rate calls per second
 * @returns milliseconds to wait before the call
 */
export async function takeSlot(
  db: Database,
  asked: { accountId: string; rate: number },
): Promise<number> {
  const step = 1 / asked.rate;
  const rows = await db.$queryRaw<{ waitMs: number }[]>`
    INSERT INTO rate_slot (account_id, next_at)
    VALUES (${asked.accountId}::uuid, clock_timestamp() + make_interval(secs => ${step}::float8))
    ON CONFLICT (account_id) DO UPDATE SET
      next_at = GREATEST(rate_slot.next_at, clock_timestamp()) + make_interval(secs => ${step}::float8)
    RETURNING (EXTRACT(EPOCH FROM next_at - clock_timestamp()) - ${step}::float8)::float8 * 1000 AS "waitMs"`;
  return Math.max(0, Math.ceil(rows[0]?.waitMs ?? 0));
}
