/** Calls that come within `ms` of the last share its result, whoever asks; so do those that come while it runs. */
export function atMostEvery<T>(
  ms: number,
  run: () => Promise<T>,
): () => Promise<T> {
  let last: { startedAt: number; result: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (!last || now - last.startedAt >= ms)
      last = { startedAt: now, result: run() };
    return last.result;
  };
}
