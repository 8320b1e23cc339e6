import type { Database } from "#app/db.server.ts";

// Longer than the longest call: whoever made the attempt is dead.
export const attemptLimitMs = 45_000;

/** Attempts that a killed worker left open wait again. What they sent is remembered in attempt_url. */
export async function reopenStaleAttempts(
  db: Database,
  now: Date,
): Promise<number> {
  const { count } = await db.tracking.updateMany({
    where: {
      registration: "registering",
      attemptStartedAt: { lt: new Date(now.getTime() - attemptLimitMs) },
    },
    data: { registration: "waiting", nextAttemptAt: now },
  });
  return count;
}
