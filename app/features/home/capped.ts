import type { Capped } from "./home-view.ts";

const most = 5_000;

/** What a count is read up to: one more than what is shown. */
export const countLimit = most + 1;

export const capped = (count: number): Capped => ({
  count: Math.min(count, most),
  more: count > most,
});

/** Of things that have no part in common. */
export const sumOf = (counts: readonly Capped[]): Capped => {
  const all = capped(counts.reduce((sum, { count }) => sum + count, 0));
  return { ...all, more: all.more || counts.some(({ more }) => more) };
};
