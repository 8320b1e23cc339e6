/** The time and the way to wait for it, so that tests can move both. */
export type Clock = {
  now(): Date;
  /** Resolves after `ms`, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done, { once: true });
    }),
};

/** Resolves at a moment of `performance.now()`, or as soon as the signal is aborted. */
export async function sleepUntil(
  clock: Clock,
  moment: number,
  signal: AbortSignal,
): Promise<void> {
  const ms = Math.ceil(moment - performance.now());
  if (ms > 0) await clock.sleep(ms, signal);
}
