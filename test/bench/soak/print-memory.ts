import { tableOf } from "#test/bench/figures.ts";
import { memoryKinds, type MemoryKind } from "./read-memory.ts";
import type { Sample } from "./watch-leaks.ts";

/** Which kind of memory the processes took in the samples, and its largest rise from one look to the next: a step names itself. */
export function printMemory(samples: Sample[]) {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last) return "";
  const rows = Object.keys(first.processes).flatMap((name) =>
    Object.entries(memoryKinds).map(([kind, words]) => {
      const of = (sample: Sample) =>
        sample.processes[name]?.kinds[kind as MemoryKind] ?? NaN;
      const step = largestRise(samples, of);
      return [
        `${name}: ${words}`,
        of(first).toFixed(1),
        of(last).toFixed(1),
        `${step.rise.toFixed(1)} at ${step.at.toFixed(0)} s`,
      ];
    }),
  );
  return tableOf([["MiB", "first", "last", "largest rise"], ...rows]);
}

function largestRise(samples: Sample[], of: (sample: Sample) => number) {
  return samples.slice(1).reduce(
    (largest, sample, index) => {
      const before = samples[index];
      const rise = before ? of(sample) - of(before) : 0;
      return rise > largest.rise ? { rise, at: sample.at } : largest;
    },
    { rise: 0, at: 0 },
  );
}
