import type { Capped } from "./home-view.ts";

const most = 10_000;

/** What a count is read up to: one more than what is shown. */
export const countLimit = most + 1;

export const capped = (count: number): Capped => ({
  count: Math.min(count, most),
  more: count > most,
});
