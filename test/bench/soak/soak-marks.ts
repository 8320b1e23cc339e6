import { spreadOf, tableOf } from "#test/bench/figures.ts";
import { fitLine, lowPoints, type Slope } from "#test/bench/fit-line.ts";
import type { Sample } from "./watch-leaks.ts";

export type SoakMark = {
  what: string;
  found: string;
  wanted: string;
  ok: boolean;
};

/** Of the run, before what is judged: caches fill, the code is compiled, the heap finds its size. */
export const warmUpShare = 0.25;
// Rubbish is collected more often than that; its low points are what stays.
const stretchSeconds = 30;
const mostMiBPerMinute = 1;
// The second half against the first; below the millisecond named all is noise.
const latency = {
  p50: { times: 1.25, ms: 2 },
  p99: { times: 1.5, ms: 10 },
};
// Connections come and go, many when many ask at once; what is never given back is more at its fewest too.
const moreAtFewest = 2;

/** What is judged: without the warm-up. */
export function settledOf(samples: Sample[]) {
  const from = warmUpShare * (samples.at(-1)?.at ?? 0);
  return samples.filter(({ at }) => at >= from);
}

/** What may not grow while the load stays the same, after the warm-up. */
export function judgeSoak(samples: Sample[]): SoakMark[] {
  const settled = settledOf(samples);
  const half = Math.floor(settled.length / 2);
  const halves = { first: settled.slice(0, half), second: settled.slice(half) };
  const compare = (of: (sample: Sample) => number) => ({
    first: spreadOf(halves.first.map(of)),
    second: spreadOf(halves.second.map(of)),
  });
  const names = Object.keys(settled[0]?.processes ?? {});
  const connections = compare((sample) => sample.connections);
  return [
    ...names.flatMap((name) => memoryMarks(name, settled)),
    ...(["p50", "p99"] as const).map((which) => {
      const { first, second } = compare((sample) => sample[which]);
      const { times, ms } = latency[which];
      const most = Math.max(first.median * times, first.median + ms);
      return {
        what: `${which}, second half after first`,
        found: `${second.median.toFixed(1)} after ${first.median.toFixed(1)} ms`,
        wanted: `≤ ${most.toFixed(1)} ms`,
        ok: second.median <= most,
      };
    }),
    noMore("connections at the database", connections),
    ...names.map((name) =>
      noMore(
        `open files of ${name}`,
        compare(({ processes }) => processes[name]?.files ?? NaN),
      ),
    ),
  ];
}

function memoryMarks(name: string, settled: Sample[]): SoakMark[] {
  return (["rssMiB", "heapMiB"] as const).map((which) => {
    const points = settled.map(({ at, processes }) => ({
      at: at / 60,
      value: processes[name]?.[which] ?? NaN,
    }));
    const line = fitLine(lowPoints(points, stretchSeconds / 60));
    return {
      what: `${which === "rssMiB" ? "resident memory" : "heap"} of ${name}, MiB a minute`,
      found: writeSlope(line),
      wanted: `≤ ${mostMiBPerMinute}`,
      ok: line.slope <= mostMiBPerMinute,
    };
  });
}

const writeSlope = ({ slope, low, high }: Slope) =>
  `${slope.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;

type Halves = Record<"first" | "second", ReturnType<typeof spreadOf>>;

const noMore = (what: string, { first, second }: Halves): SoakMark => ({
  what: `${what}, fewest`,
  found: `${second.lowest} after ${first.lowest}`,
  wanted: `≤ ${first.lowest + moreAtFewest}`,
  ok: second.lowest <= first.lowest + moreAtFewest,
});

export const printSoak = (marks: SoakMark[]) =>
  tableOf([
    ["mark", "found", "wanted"],
    ...marks.map(({ what, found, wanted, ok }) => [
      what,
      `${ok ? "✓" : "✗"} ${found}`,
      wanted,
    ]),
  ]);
