import type { Capped } from "./home-view.ts";

const most = 5_000;

// There are ten causes, each of which is counted.
const mostOfCause = 1_000;

/** What a count is read up to: one more than what is shown. */
export const countLimit = most + 1;
export const causeLimit = mostOfCause + 1;

const upTo =
  (highest: number) =>
  (count: number): Capped => ({
    count: Math.min(count, highest),
    more: count > highest,
  });

export const capped = upTo(most);
export const cappedCause = upTo(mostOfCause);

/** Of things that have no part in common. */
export const sumOf = (counts: readonly Capped[]): Capped => {
  const all = capped(counts.reduce((sum, { count }) => sum + count, 0));
  return { ...all, more: all.more || counts.some(({ more }) => more) };
};
