import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Check } from "./check.ts";
import { runRate } from "./run-rate.ts";
import { runRolling } from "./run-rolling.ts";
import { runFaults, type FaultRun } from "./run-faults.ts";

// `npm run test:faults`: kills and faults against real processes. See docs/reliability.md.

const { values: flags } = parseArgs({
  options: {
    long: { type: "boolean", default: false },
    seed: { type: "string" },
    /** Where the counts go, for CI. */
    out: { type: "string" },
    /** Only the runs of these names. */
    only: { type: "string", multiple: true },
  },
});

const seed = flags.seed ? Number(flags.seed) : Date.now() % 1_000_000;
const scale = flags.long ? 6 : 1;
const say = (text: string) => process.stdout.write(`${text}\n`);

const runs: FaultRun[] = [
  {
    name: "apart",
    kind: "apart",
    seed,
    parcels: 500 * scale,
    kills: 24 * scale,
    withinMs: 62_000 * scale,
  },
  {
    name: "together",
    kind: "together",
    seed: seed + 10,
    parcels: 240 * scale,
    kills: 8 * scale,
    withinMs: 32_000 * scale,
  },
];

const isWanted = (name: string) => flags.only?.includes(name) ?? true;
const checks: Check[] = [];
const note = (check: Check) => {
  checks.push(check);
  say(`  ${check.ok ? "ok" : "NO"}  ${check.what}: ${check.figure}`);
};
say(`seed ${seed}: repeat with -- --seed ${seed}`);
for (const run of runs) {
  if (!isWanted(run.name)) continue;
  say(`\n${run.name}: ${run.parcels} parcels, ${run.kills} kills`);
  (await runFaults(run, say)).forEach(note);
}
if (isWanted("rate")) {
  say("\nrate: three workers on one account");
  (await runRate(say)).forEach(note);
}
if (isWanted("rolling")) {
  say("\nrolling: each process restarted in turn, under load");
  const asked = { seed: seed + 20, parcels: 160, withinMs: 30_000 };
  (await runRolling(asked, say)).forEach(note);
}
const broken = checks.filter(({ ok }) => !ok);
const failed = broken.length;
say(`\n${checks.length - failed} checks passed, ${failed} failed`);
if (flags.out)
  writeFileSync(
    flags.out,
    JSON.stringify({ passed: checks.length - failed, failed, broken }),
  );
process.exitCode = failed === 0 ? 0 : 1;
