import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { tableOf } from "#test/bench/figures.ts";
import type { Demand } from "./demand.ts";
import { drawSvg } from "./draw-svg.ts";
import { drawText, writeAge } from "./draw-text.ts";
import { capacityOf, measuredCapacities } from "./installation.ts";
import { simulateDay, type Day, type StageDay } from "./simulate-day.ts";

// Ten thousand shops; why these figures, and which are assumed: docs/scaling.md.
const demand: Demand = {
  parcelsPerMonth: 50_000_000,
  bursts: [0, 9, 12],
  webhooksPerParcel: 2,
  pushesPerParcel: 6,
  backfill: 500_000,
};
const workerCounts = [1, 2, 4, 8, 16, 32];
const createRates = [100, 200, 400];
const plain = { webs: 2, workers: 32, postgresCores: 32, creates: 400 };
const picture = fileURLToPath(
  new URL("../../../docs/black-friday.svg", import.meta.url),
);

type Run = { name: string; day: Day };

/** A Black Friday of ten thousand shops against what was measured: how old the queues get, and when they are empty. */
export function benchBlackFriday(options: {
  say: (text: string) => void;
}): Promise<{ ok: boolean; runs: object[] }> {
  const { say } = options;
  say(`capacities of ${measuredCapacities.machine}`);
  const byWorkers = workerCounts.map((workers): Run => {
    const capacity = capacityOf({ ...plain, workers });
    return {
      name: `${workers} ${workers === 1 ? "worker" : "workers"}`,
      day: simulateDay(demand, capacity),
    };
  });
  const byRate = createRates.map((creates): Run => {
    const capacity = capacityOf({ ...plain, creates });
    return {
      name: `${creates} creates/s`,
      day: simulateDay(demand, capacity),
    };
  });
  // Of the others the table says that nothing waited.
  for (const { name, day } of byWorkers.filter(hasWaited))
    say(
      `${drawText(`Age of the oldest delivery, ${name}`, day.deliveries.ages)}\n`,
    );
  say(`${stageTable(byWorkers, ["door", "deliveries", "pushes"])}\n`);
  say(stageTable(byRate, ["registration", "backfill"]));
  writeFileSync(
    picture,
    drawSvg(
      "Black Friday: age of the oldest delivery",
      byWorkers.map(({ name, day }) => ({ name, values: day.deliveries.ages })),
    ),
  );
  const runs = [...byWorkers, ...byRate];
  return Promise.resolve({
    ok: runs.every(({ day }) => isConserved(day)),
    runs: runs.map(({ name, day }) => ({ name, ...withoutAges(day) })),
  });
}

/** Nothing came from nowhere, and nothing went there. */
function isConserved(day: Day) {
  return Object.values(day).every(
    ({ arrived, done, waiting }) =>
      Math.abs(arrived - done - waiting) <= 1e-6 * arrived,
  );
}

const hasWaited = ({ day }: Run) => day.deliveries.longestAge > 1;

const stageTable = (runs: Run[], stages: (keyof Day)[]) =>
  tableOf([
    ["", "queue", "most waiting", "oldest", "old until", "at midnight"],
    ...runs.flatMap(({ name, day }) =>
      stages.map((stage) => [name, stage, ...cellsOf(day[stage])]),
    ),
  ]);

const cellsOf = ({ mostWaiting, longestAge, drainedAt, waiting }: StageDay) => [
  Math.round(mostWaiting).toLocaleString("en"),
  writeAge(longestAge),
  drainedAt === undefined ? "the day's end" : clock(drainedAt),
  Math.round(waiting).toLocaleString("en"),
];

const clock = (second: number) =>
  new Date(second * 1_000).toISOString().slice(11, 16);

// A field that is undefined is left out of JSON.
const withoutAges = (day: Day) =>
  Object.fromEntries(
    Object.entries(day).map(([stage, one]) => [
      stage,
      { ...one, ages: undefined },
    ]),
  );
