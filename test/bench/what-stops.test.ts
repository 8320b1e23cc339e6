import { describe, expect, it } from "vitest";
import { judgeScale } from "./scale-marks.ts";
import type { Costs } from "./watch-costs.ts";
import { whatStops } from "./what-stops.ts";

const idle: Costs = {
  seconds: 10,
  cores: { web: 0.3, worker: 0, postgres: 0.4, rest: 0.2, of: 4 },
  busiest: 0.3,
  waits: [
    { what: "LWLock:WALWrite", sessions: 2.5 },
    { what: "processor", sessions: 0.5 },
  ],
  commits: 1_000,
  syncs: 500,
  syncMs: 4_000,
  walBytes: 10_000_000,
};
const told = (changed: Partial<Costs>) => whatStops({ ...idle, ...changed });

describe("what stops a measured run", () => {
  it("are the processors, when a tenth of them or less is left", () => {
    const cores = { web: 0.2, worker: 1.4, postgres: 2, rest: 0.01, of: 4 };
    expect(told({ cores, busiest: 0.95 })).toBe(
      "all 4 processors are busy: postgres 2.00, worker 1.40, web 0.20",
    );
  });

  it("is a process that has its processor to itself and uses all of it", () => {
    expect(told({ busiest: 0.97 })).toBe(
      "one process has one processor, and it is busy (0.97)",
    );
  });

  it("is the disk, when the log is on its way to it nearly all of the time", () => {
    expect(told({ syncMs: 9_500 })).toBe(
      "the log goes to disk 95 % of the time",
    );
  });

  it("is what most sessions wait for otherwise", () => {
    expect(told({})).toBe("2.5 sessions wait for LWLock:WALWrite");
  });
});

describe("more processes", () => {
  const measured = (processes: number, perSecond: number) => ({
    ...{ processes, perSecond },
    costs: idle,
  });
  const judged = (pushesOfTwo: number) =>
    judgeScale({
      stored: [measured(1, 900), measured(1, 1_100), measured(1, 1_000)],
      deliveries: [measured(1, 200), measured(2, 400)],
      pushes: [measured(1, 300), measured(2, pushesOfTwo)],
    });

  it("are held against one, by the median of its rounds", () => {
    expect(judged(300)).toMatchObject({
      ok: true,
      rows: [
        {
          ...{ what: "stored", processes: 1, timesOne: 1 },
          perSecond: { lowest: 900, median: 1_000, highest: 1_100 },
        },
        { what: "deliveries", processes: 1, timesOne: 1 },
        { what: "deliveries", processes: 2, timesOne: 2 },
        { what: "pushes", processes: 1, timesOne: 1 },
        { what: "pushes", processes: 2, timesOne: 1 },
      ],
    });
  });

  it("fail when they are much slower than one", () => {
    expect(judged(200).ok).toBe(false);
  });
});
