const baseMs = 2_000;
const maxMs = 15 * 60_000;

/** Backoff with jitter: between half and the whole of 2 s, 4 s, 8 s … 15 min. */
export function retryDelayMs(attempt: number, random = Math.random): number {
  const whole = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 20));
  return Math.round(whole / 2 + (whole / 2) * random());
}
