import type { Database } from "#app/db.server.ts";
import { releaseTrackings } from "./release-trackings.server.ts";

// Longer than an attempt may wait for its turn (8 s), the longest call (15 s) and its commit: whoever made it is dead.
const attemptLimitMs = 25_000;

/**
 * Attempts that a killed worker left open wait again, where a parcel still needs them. What they sent is
 * remembered by attempt_url.
 */
export async function reopenStaleAttempts(
  db: Database,
  now: Date,
): Promise<number> {
  const before = new Date(now.getTime() - attemptLimitMs);
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE tracking SET registration = 'waiting', next_attempt_at = ${now}
      WHERE registration = 'registering' AND attempt_started_at < ${before}
      RETURNING id`;
    await releaseTrackings(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.length;
  });
}
