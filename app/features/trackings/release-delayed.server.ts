import type { Database } from "#app/db.server.ts";

const perRun = 10_000;

/** Trackings whose delay is over wait for their registration like any other. */
export async function releaseDelayed(
  db: Pick<Database, "$executeRaw">,
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    UPDATE tracking SET priority = 0 WHERE id IN (
      SELECT id FROM tracking WHERE registration = 'waiting' AND priority = 3 AND next_attempt_at <= ${now}
      ORDER BY next_attempt_at LIMIT ${perRun} FOR UPDATE SKIP LOCKED)`;
}
