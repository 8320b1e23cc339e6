import type { Drained } from "./drain-backlog.ts";
import { spreadOf, tableOf, writtenSpread, type Spread } from "./figures.ts";
import { whatStops } from "./what-stops.ts";

type Measured = Drained & { processes: number };
/** Of several rounds. */
type Measures = {
  /** By web processes. */
  stored: Measured[];
  /** By worker processes. */
  deliveries: Measured[];
  pushes: Measured[];
};
type Row = {
  what: string;
  processes: number;
  perSecond: Spread;
  /** As many times as with one process. */
  timesOne: number;
  stoppedBy: string;
};

export type ScaleFigures = Measures & {
  ok: boolean;
  rows: Row[];
};

// On a machine whose processors are busy another process brings nothing; what it may cost is bounded.
const leastTimesOne = 0.8;

/** More processes must not be slower than one. That nothing was lost or doubled is checked where it is measured. */
export function judgeScale(measures: Measures): ScaleFigures {
  const rows = Object.entries(measures).flatMap(([what, measured]) =>
    rowsOf(what, measured),
  );
  return {
    ...measures,
    ok: rows.every(({ timesOne }) => timesOne >= leastTimesOne),
    rows,
  };
}

function rowsOf(what: string, measured: Measured[]): Row[] {
  const counts = [...new Set(measured.map(({ processes }) => processes))];
  const middle = (count: number) => {
    const runs = measured.filter(({ processes }) => processes === count);
    const spread = spreadOf(runs.map(({ perSecond }) => perSecond));
    // A run that was as fast as the middle one tells what stopped it.
    const run = runs.find(({ perSecond }) => perSecond === spread.median);
    return { perSecond: spread, stoppedBy: run ? whatStops(run.costs) : "" };
  };
  const one = middle(counts[0] ?? 1).perSecond.median;
  return counts.map((processes) => {
    const { perSecond, stoppedBy } = middle(processes);
    return {
      ...{ what, processes, perSecond, stoppedBy },
      timesOne: perSecond.median / one,
    };
  });
}

export const printScale = ({ rows, ...measures }: ScaleFigures) =>
  [
    tableOf([
      ["", "processes", "a second", `× one (≥ ${leastTimesOne})`, "stopped by"],
      ...rows.map(({ what, processes, perSecond, timesOne, stoppedBy }) => [
        what,
        String(processes),
        writtenSpread(perSecond),
        `${timesOne >= leastTimesOne ? "✓" : "✗"} ${timesOne.toFixed(2)}`,
        stoppedBy,
      ]),
    ]),
    costsTable(measures),
  ].join("\n\n");

const costsTable = ({ stored, deliveries, pushes }: Measures) =>
  tableOf([
    [
      ...["", "processes", "web", "worker", "PostgreSQL", "rest", "busiest"],
      ...[
        "commits/s",
        "syncs/s",
        "sync ms",
        "WAL kB each",
        "sessions wait for",
      ],
    ],
    ...Object.entries({ stored, deliveries, pushes }).flatMap(
      ([what, measured]) =>
        measured.map(({ processes, perSecond, costs }) => [
          what,
          String(processes),
          ...[costs.cores.web, costs.cores.worker, costs.cores.postgres].map(
            (cores) => cores.toFixed(2),
          ),
          costs.cores.rest.toFixed(2),
          costs.busiest.toFixed(2),
          (costs.commits / costs.seconds).toFixed(0),
          (costs.syncs / costs.seconds).toFixed(0),
          (costs.syncMs / costs.syncs).toFixed(2),
          (costs.walBytes / 1_024 / costs.seconds / perSecond).toFixed(1),
          costs.waits
            .slice(0, 4)
            .map(({ what: wait, sessions }) => `${wait} ${sessions.toFixed(1)}`)
            .join(", "),
        ]),
    ),
  ]);
