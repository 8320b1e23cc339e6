import type { Costs } from "./watch-costs.ts";

// Less than a tenth of the machine is left: a process that wants a processor waits for one.
const fullShare = 0.9;
const fullCore = 0.9;

/** Why it went no faster, from what it cost. */
export function whatStops({ cores, busiest, waits, seconds, syncMs }: Costs) {
  const { web, worker, postgres, rest, of } = cores;
  const used = web + worker + postgres + rest;
  if (used >= fullShare * of) {
    const parts = Object.entries({ web, worker, postgres, rest })
      .filter(([, value]) => value >= 0.05)
      .sort(([, one], [, other]) => other - one)
      .map(([name, value]) => `${name} ${value.toFixed(2)}`);
    return `all ${of} processors are busy: ${parts.join(", ")}`;
  }
  if (busiest >= fullCore)
    return `one process has one processor, and it is busy (${busiest.toFixed(2)})`;
  const diskShare = syncMs / 1_000 / seconds;
  const first = waits[0];
  if (diskShare >= fullShare || !first)
    return `the log goes to disk ${Math.round(diskShare * 100)} % of the time`;
  return `${first.sessions.toFixed(1)} sessions wait for ${first.what}`;
}
