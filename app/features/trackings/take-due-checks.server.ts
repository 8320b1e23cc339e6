import type { Database } from "#app/db.server.ts";

const perRun = 500;
// Until then nobody else takes the same check; a check that ran sets its own next time.
const leaseMs = 15 * 60_000;

/** Takes trackings that are to be asked for, oldest first. */
export async function takeDueChecks(
  db: Database,
  now: Date,
): Promise<string[]> {
  const until = new Date(now.getTime() + leaseMs);
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE tracking SET next_check_at = ${until}
    WHERE id IN (
      SELECT id FROM tracking WHERE next_check_at <= ${now}
      ORDER BY next_check_at LIMIT ${perRun} FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return rows.map(({ id }) => id);
}
