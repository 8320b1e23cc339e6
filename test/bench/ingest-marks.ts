import { spreadOf, tableOf, type Spread } from "./figures.ts";
import type { LoadResult } from "./load-process.ts";

export const ingestRuns = [
  "stock",
  "floor",
  "product",
  "duplicates",
  "worker",
] as const;
export type IngestRun = (typeof ingestRuns)[number];
/** What each server did in one round, one after the other. */
export type Round = Record<IngestRun, LoadResult>;

export type Mark = { what: string; value: number; wanted: string; ok: boolean };
export type IngestFigures = {
  ok: boolean;
  perSecond: Record<IngestRun, Spread>;
  p99: Record<IngestRun, Spread>;
  marks: Mark[];
};

// Each ratio is of the median of rounds, and has a second mark that no round may miss.
const ratios = [
  { of: "product", to: "stock", median: 3, each: 2 },
  { of: "product", to: "floor", median: 1, each: 0.7 },
  { of: "worker", to: "stock", median: 2.5, each: 2 },
  { of: "worker", to: "floor", median: 0.8, each: 0.7 },
  { of: "duplicates", to: "product", median: 1, each: 0.7 },
] as const;
const mostP99 = 25;

/** The figures of all rounds against the marks. `grownMiB`: the web process' memory after bodies of 1 MB. */
export function judgeIngest(
  rounds: Round[],
  memory: { grownMiB: number; mostMiB: number },
): IngestFigures {
  const spreads = (value: (result: LoadResult) => number) =>
    Object.fromEntries(
      ingestRuns.map((name) => [
        name,
        spreadOf(rounds.map((round) => value(round[name]))),
      ]),
    ) as Record<IngestRun, Spread>;
  const marks: Mark[] = ratios.flatMap(({ of, to, median, each }) => {
    const { median: middle, lowest } = spreadOf(
      rounds.map((round) => round[of].perSecond / round[to].perSecond),
    );
    return [
      atLeast(`${of} : ${to}, median`, middle, median),
      atLeast(`${of} : ${to}, lowest`, lowest, each),
    ];
  });
  const p99 = spreads((result) => result.p99);
  marks.push(
    atMost("product, p99 ms, median", p99.product.median, mostP99),
    atMost("memory grown, MiB", memory.grownMiB, memory.mostMiB),
  );
  return {
    ok: marks.every(({ ok }) => ok),
    perSecond: spreads((result) => result.perSecond),
    p99,
    marks,
  };
}

const atLeast = (what: string, value: number, least: number): Mark => ({
  ...{ what, value, wanted: `≥ ${least}` },
  ok: value >= least,
});
const atMost = (what: string, value: number, most: number): Mark => ({
  ...{ what, value, wanted: `≤ ${most}` },
  ok: value <= most,
});

export const printIngest = ({ perSecond, p99, marks }: IngestFigures) =>
  [
    tableOf([
      ["", "a second", "p99 ms"],
      ...ingestRuns.map((name) => [
        name,
        written(perSecond[name], 0),
        written(p99[name], 0),
      ]),
    ]),
    tableOf([
      ["mark", "found", "wanted"],
      ...marks.map(({ what, value, wanted, ok }) => [
        what,
        `${ok ? "✓" : "✗"} ${value.toFixed(2)}`,
        wanted,
      ]),
    ]),
  ].join("\n\n");

const written = ({ median, lowest, highest }: Spread, digits: number) =>
  `${median.toFixed(digits)} (${lowest.toFixed(digits)}–${highest.toFixed(digits)})`;
