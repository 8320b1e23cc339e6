import { spreadOf, tableOf, writtenSpread, type Spread } from "./figures.ts";
import type { LoadResult } from "./load-process.ts";
import { atLeast, atMost, tableOfMarks, type Mark } from "./marks.ts";

export const ingestRuns = [
  "stock",
  "floor",
  "product",
  "floor between",
  "duplicates",
  "worker",
  "floor after",
] as const;
export type IngestRun = (typeof ingestRuns)[number];
/** What each server did in one round, one after the other. */
export type Round = Record<IngestRun, LoadResult> & {
  /** Deliveries, during the load. */
  worker: { carriedOut: number };
};

export type IngestFigures = {
  ok: boolean;
  perSecond: Record<IngestRun, Spread>;
  p99: Record<IngestRun, Spread>;
  /** By the worker, in a round. */
  carriedOut: Spread;
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

// A shared machine is quicker in one half minute than in the next: the floor that a run is held against is the mean of the
// one before it and the one after it.
const floorsOf = {
  product: ["floor", "floor between"],
  worker: ["floor between", "floor after"],
} as const;

function ratioIn(round: Round, { of, to }: (typeof ratios)[number]) {
  if (to !== "floor") return round[of].perSecond / round[to].perSecond;
  const [before, after] = floorsOf[of];
  const floors = round[before].perSecond + round[after].perSecond;
  return (2 * round[of].perSecond) / floors;
}

/**
 * The figures of all rounds against the marks. `grownMiB`: the web process' memory after bodies of 1 MiB; `failed`: how
 * many of them were not answered with 200.
 */
export function judgeIngest(
  rounds: Round[],
  large: { grownMiB: number; mostMiB: number; failed: number },
): IngestFigures {
  const spreads = (value: (result: LoadResult) => number) =>
    Object.fromEntries(
      ingestRuns.map((name) => [
        name,
        spreadOf(rounds.map((round) => value(round[name]))),
      ]),
    ) as Record<IngestRun, Spread>;
  const marks: Mark[] = ratios.flatMap((ratio) => {
    const { of, to, median, each } = ratio;
    const { median: middle, lowest } = spreadOf(
      rounds.map((round) => ratioIn(round, ratio)),
    );
    return [
      atLeast(`${of} : ${to}, median`, middle, median),
      atLeast(`${of} : ${to}, lowest`, lowest, each),
    ];
  });
  const p99 = spreads((result) => result.p99);
  const carriedOut = spreadOf(rounds.map(({ worker }) => worker.carriedOut));
  marks.push(
    atMost("product, p99 ms, median", p99.product.median, mostP99),
    atMost("memory grown, MiB", large.grownMiB, large.mostMiB),
    atMost("bodies of 1 MiB refused", large.failed, 0),
    atLeast("carried out during a load, lowest", carriedOut.lowest, 1),
  );
  return {
    ok: marks.every(({ ok }) => ok),
    perSecond: spreads((result) => result.perSecond),
    p99,
    carriedOut,
    marks,
  };
}

export const printIngest = ({ marks, ...figures }: IngestFigures) =>
  [
    tableOf([
      ["", "a second", "p99 ms"],
      ...ingestRuns.map((name) => [
        name,
        writtenSpread(figures.perSecond[name]),
        writtenSpread(figures.p99[name]),
      ]),
    ]),
    `carried out by the worker during a load: ${writtenSpread(figures.carriedOut)}`,
    tableOfMarks(marks),
  ].join("\n\n");
