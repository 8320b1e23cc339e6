import type { Database } from "#app/db.server.ts";

// So long all slots are for parcels that wait to be registered.
const heldBackSeconds = 3 * 60;
// Nobody was held back for so long: what waits now waits anew.
const forgottenSeconds = 5 * 60;
// Of the account's slots, from then on.
const share = 1 / 10;

/** Under what an account's share is counted. */
export const shareKeyOf = (accountId: string) => `share ${accountId}`;

/**
 * Whether another call may go although parcels wait to be registered: not for three minutes, then one in ten of the
 * account's calls, so that whoever lets many parcels wait, or has to, does not stop everything else. One statement, no lock
 * kept.
 */
export async function takeShare(
  db: Pick<Database, "$queryRaw">,
  asked: { accountId: string; rate: number; now: Date },
): Promise<boolean> {
  const { rate, now } = asked;
  const step = Math.min(heldBackSeconds / 2, 1 / (rate * share));
  const key = shareKeyOf(asked.accountId);
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
  const next = after(step);
  // Most who ask are told no, and write nothing.
  const rows = await db.$queryRaw<{ taken: boolean }[]>`
    INSERT INTO look_up_slot (key, next_at) SELECT ${key}::text, ${after(heldBackSeconds)}::timestamptz
    WHERE NOT EXISTS (SELECT 1 FROM look_up_slot WHERE key = ${key} AND next_at > ${now}::timestamptz)
    ON CONFLICT (key) DO UPDATE SET
      next_at = CASE WHEN look_up_slot.next_at > ${after(-forgottenSeconds)} THEN ${next} ELSE EXCLUDED.next_at END
      WHERE look_up_slot.next_at <= ${now}
    RETURNING next_at = ${next} AS taken`;
  return rows[0]?.taken ?? false;
}
