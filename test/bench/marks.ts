import { tableOf } from "./figures.ts";

/** A figure and the bar that it is to hold. */
export type Mark = { what: string; value: number; wanted: string; ok: boolean };

export const atLeast = (what: string, value: number, least: number): Mark => ({
  ...{ what, value, wanted: `≥ ${least}` },
  ok: value >= least,
});

export const atMost = (what: string, value: number, most: number): Mark => ({
  ...{ what, value, wanted: `≤ ${most}` },
  ok: value <= most,
});

export const tableOfMarks = (marks: Mark[]) =>
  tableOf([
    ["mark", "found", "wanted"],
    ...marks.map(({ what, value, wanted, ok }) => [
      what,
      `${ok ? "✓" : "✗"} ${value.toFixed(2)}`,
      wanted,
    ]),
  ]);
