import type { PgBoss } from "pg-boss";

// Each asks every second; a database that is slow for a moment, or starts again, is no reason.
const longestMs = 30_000;

/**
 * Whether the queue gives this process its jobs: of the workers that have none in hand, one at least has asked lately and was
 * answered. True where all have, and where there are none.
 */
export function isFetching(
  boss: Pick<PgBoss, "getWipData">,
  withinMs: number = longestMs,
): boolean {
  const idle = boss.getWipData().filter(({ count }) => count === 0);
  const since = Date.now() - withinMs;
  return (
    idle.length === 0 ||
    idle.some(
      ({ createdOn, lastFetchedOn, lastJobEndedOn }) =>
        Math.max(createdOn, lastFetchedOn ?? 0, lastJobEndedOn ?? 0) >= since,
    )
  );
}
