import { describe, expect, it } from "vitest";
import { judgeSoak } from "./soak-marks.ts";
import type { Sample } from "./watch-leaks.ts";

const minutes = 15;

/** A sample each five seconds; `change` says what is not as it should be at a minute. */
function samplesOf(change: (minute: number) => Partial<Sample> = () => ({})) {
  return Array.from({ length: minutes * 12 }, (_, at): Sample => {
    const minute = at / 12;
    return {
      at: at * 5,
      processes: { web: processAt(at) },
      ...{ connections: 22, waiting: 3, answered: 500, failed: 0 },
      ...{ p50: 3 + (at % 3) / 10, p99: 20 + (at % 5) },
      ...change(minute),
    };
  });
}

// A process whose memory is filled and emptied every half minute.
const processAt = (at: number, more = 0) => ({
  rssMiB: 250 + (at % 6) * 5 + more,
  heapMiB: 90 + (at % 6) * 8 + more,
  externalMiB: 8,
  kinds: { v8: 150, code: 12, library: 40 + more, mapped: 60, rest: 10 },
  files: 60 + (at % 4),
});

const broken = (change?: (minute: number) => Partial<Sample>) =>
  judgeSoak(samplesOf(change))
    .filter(({ ok }) => !ok)
    .map(({ what }) => what);

describe("a soak", () => {
  it("holds when nothing but the saw tooth of the heap moves", () => {
    expect(broken()).toEqual([]);
  });

  it("does not mind what grows before it is warm", () => {
    expect(
      broken((minute) => ({
        processes: { web: processAt(0, Math.min(minute, 3) * 40) },
      })),
    ).toEqual([]);
  });

  it("finds two megabytes a minute under the saw tooth", () => {
    expect(
      broken((minute) => ({
        processes: { web: processAt(Math.round(minute * 12), minute * 2) },
      })),
    ).toEqual([
      "resident memory of web, MiB a minute",
      "heap of web, MiB a minute",
    ]);
  });

  it("finds answers that get slower", () => {
    expect(broken((minute) => ({ p50: 3 + minute, p99: 20 }))).toEqual([
      "p50, second half after first",
    ]);
    expect(broken((minute) => ({ p99: 20 + minute * 5 }))).toEqual([
      "p99, second half after first",
    ]);
  });

  it("does not mind connections that many askers at once need for a minute", () => {
    expect(
      broken((minute) => ({
        connections: Math.floor(minute) === 12 ? 30 : 22,
        processes: {
          web: { ...processAt(0), files: Math.floor(minute) === 12 ? 90 : 60 },
        },
      })),
    ).toEqual([]);
  });

  it("finds connections and files that are not given back", () => {
    expect(
      broken((minute) => ({
        connections: 22 + Math.floor(minute / 2),
        processes: {
          web: { ...processAt(0), files: 60 + Math.floor(minute / 2) },
        },
      })),
    ).toEqual([
      "connections at the database, fewest",
      "open files of web, fewest",
    ]);
  });
});
