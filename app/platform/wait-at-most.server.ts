import { systemClock } from "./clock.ts";

/** Until the work is done, the time is over, or `hurry` is aborted. */
export async function waitAtMost(
  work: Promise<unknown>,
  ms: number,
  hurry?: AbortSignal,
): Promise<void> {
  const done = new AbortController();
  const over = systemClock.sleep(
    ms,
    AbortSignal.any([done.signal, hurry ?? done.signal]),
  );
  await Promise.race([work, over]).finally(() => done.abort());
}
