import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daySeconds, parcelsOf, timesMean, type Demand } from "./demand.ts";
import { drawSvg } from "./draw-svg.ts";
import { drawText, writeAge } from "./draw-text.ts";
import { createFluidQueue } from "./fluid-queue.ts";
import { capacityOf } from "./installation.ts";
import { simulateDay, type Capacity, type Day } from "./simulate-day.ts";

const demand: Demand = {
  parcelsPerMonth: 50_000_000,
  bursts: [0, 9, 12],
  webhooksPerParcel: 2,
  pushesPerParcel: 6,
  backfill: 100_000,
};
const ample: Capacity = {
  stored: 10_000,
  deliveries: 4_000,
  pushes: 4_000,
  creates: 1_000,
};

const someCapacity = fc.record({
  stored: fc.integer({ min: 50, max: 5_000 }),
  deliveries: fc.integer({ min: 20, max: 3_000 }),
  pushes: fc.integer({ min: 20, max: 3_000 }),
  creates: fc.integer({ min: 5, max: 1_000 }),
});

describe("a simulated Black Friday", () => {
  it("peaks at twenty times an ordinary second, and as the whole platform does without bursts", () => {
    const seconds = Array.from({ length: daySeconds }, (_, second) => second);
    const peak = (bursts: number[]) =>
      Math.max(...seconds.map((second) => timesMean(second, bursts)));
    expect(peak([9])).toBeCloseTo(20);
    expect(peak([])).toBeCloseTo(9);
  });

  it("loses and doubles nothing, whatever the capacities are", () => {
    fc.assert(
      fc.property(someCapacity, (capacity) => {
        for (const { arrived, done, waiting } of Object.values(
          simulateDay(demand, capacity),
        ))
          expect(Math.abs(arrived - done - waiting)).toBeLessThan(
            1e-6 * arrived,
          );
      }),
      { numRuns: 4 },
    );
  });

  it("hands on what a stage has done, and no more", () => {
    const { door, deliveries, pushes, registration, backfill } = simulateDay(
      demand,
      { ...ample, deliveries: 300, creates: 100 },
    );
    const parcels = parcelsOf(demand).reduce((sum, one) => sum + one, 0);
    expect(deliveries.arrived + pushes.arrived).toBeCloseTo(door.done, 0);
    expect(deliveries.arrived).toBeCloseTo(parcels * 2, 0);
    expect(registration.arrived).toBeCloseTo(deliveries.done / 2, 0);
    expect(backfill.arrived).toBe(100_000);
  });

  it.each(["stored", "deliveries", "pushes", "creates"] as const)(
    "does no less of what there is more for: %s",
    (kind) => {
      fc.assert(
        fc.property(someCapacity, (capacity) => {
          const less = simulateDay(demand, capacity);
          const more = simulateDay(demand, {
            ...capacity,
            [kind]: capacity[kind] * 2,
          });
          expect(doneWith[kind](more)).toBeGreaterThanOrEqual(
            doneWith[kind](less) - 1,
          );
        }),
        { numRuns: 2 },
      );
    },
  );

  it("lets the oldest delivery wait less with each worker", () => {
    const ages = [1, 2, 4, 8].map(
      (workers) =>
        simulateDay(demand, { ...ample, deliveries: 150 * workers }).deliveries
          .longestAge,
    );
    expect(ages).toEqual([...ages].sort((one, other) => other - one));
    expect(ages[0]).toBeGreaterThan(3_600);
    expect(ages.at(-1)).toBeLessThanOrEqual(2);
  });

  it("registers live parcels before imported ones", () => {
    const { registration, backfill } = simulateDay(demand, {
      ...ample,
      creates: 390,
    });
    expect(registration.longestAge).toBeLessThanOrEqual(1);
    expect(backfill.longestAge).toBeGreaterThan(100);
    expect(backfill.drainedAt).toBeDefined();
  });

  it("says that a queue was not emptied when it was not", () => {
    const { registration } = simulateDay(demand, { ...ample, creates: 50 });
    expect(registration.drainedAt).toBeUndefined();
    expect(registration.waiting).toBeGreaterThan(1_000_000);
  });
});

/** What came to its end in the day. */
// Of the stage itself: what it hands on can take a later one's time from something else.
const doneWith: Record<keyof Capacity, (day: Day) => number> = {
  stored: ({ door }) => door.done,
  deliveries: ({ deliveries }) => deliveries.done,
  pushes: ({ pushes }) => pushes.done,
  creates: ({ registration, backfill }) => registration.done + backfill.done,
};

describe("a queue of the simulation", () => {
  it("tells how long what is next has waited", () => {
    const queue = createFluidQueue();
    const ages = [10, 10, 0, 0, 0, 0].map((amount) => {
      queue.arrive(amount);
      queue.serve(4);
      return queue.age();
    });
    expect(ages).toEqual([1, 2, 2, 3, 0, 0]);
    expect(queue.done()).toBe(20);
  });
});

describe("an installation", () => {
  const found = {
    stored: { processSeconds: 0.0002, postgresSeconds: 0.0001 },
    deliveries: { processSeconds: 0.004, postgresSeconds: 0.002 },
    pushes: { processSeconds: 0.0032, postgresSeconds: 0.002 },
  };

  it("does as many times as much as it has processes, until the database's processors are busy", () => {
    const of = (workers: number) =>
      capacityOf({ webs: 1, workers, postgresCores: 2, creates: 1 }, found);
    expect(of(2)).toMatchObject({
      stored: 4_000,
      deliveries: 400,
      pushes: 500,
      creates: 1,
    });
    expect(of(8)).toMatchObject({ deliveries: 800, pushes: 800 });
  });
});

describe("the pictures of a day", () => {
  const ages = Array.from({ length: 1_440 }, (_, minute) =>
    minute === 720 ? 7_200 : 0,
  );

  it("show the oldest where it was", () => {
    const [title, first, ...rest] = drawText("Age", ages).split("\n");
    expect(title).toBe("Age");
    expect(first).toBe(`   2.0 h │${" ".repeat(36)}█`);
    expect(rest).toHaveLength(9);
  });

  it("are the same picture each time", () => {
    const drawn = drawSvg("Age", [{ name: "1 worker", values: ages }]);
    expect(drawn).toBe(drawSvg("Age", [{ name: "1 worker", values: ages }]));
    expect(drawn).toContain("<polyline");
    expect(drawn).toContain("1 worker");
  });

  it.each([
    [40, "40 s"],
    [720, "12 min"],
    [12_600, "3.5 h"],
  ])("write %d seconds as %s", (seconds, written) => {
    expect(writeAge(seconds)).toBe(written);
  });
});
