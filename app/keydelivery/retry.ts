/** Backoff with full jitter: anything from 0 to 1 s, 2 s, 4 s … `maxMs`. The first attempt is 1. */
export function backoffMs(
  attempt: number,
  options: { baseMs?: number; maxMs?: number; random?: () => number } = {},
): number {
  const { baseMs = 1_000, maxMs = 15 * 60_000, random = Math.random } = options;
  const doublings = Math.min(Math.max(attempt - 1, 0), 30);
  return Math.round(random() * Math.min(maxMs, baseMs * 2 ** doublings));
}
