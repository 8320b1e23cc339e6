import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { parts, type Part } from "./parts.ts";

type MutantResult = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

// `npm run mutate`: see docs/testing.md.

const leastScore = 85;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { force: { type: "boolean", default: false } },
});
const names = Object.keys(parts) as Part[];
const chosen = positionals.length > 0 ? positionals : names;
const isPart = (name: string): name is Part => Object.hasOwn(parts, name);
if (!chosen.every(isPart)) {
  process.stderr.write(`npm run mutate -- [--force] [${names.join(" ")}]\n`);
  process.exit(2);
}

async function mutate(part: Part): Promise<MutantResult[]> {
  // Read by vitest.config.ts in Stryker's own processes.
  process.env.MUTATED_PART = part;
  const found = `.cache/mutation/${part}`;
  const stryker = new Stryker({
    configFile: "test/mutation/stryker.config.js",
    mutate: parts[part].mutate,
    force: flags.force,
    incrementalFile: `${found}.json`,
    htmlReporter: { fileName: `${found}.html` },
  });
  return stryker.runMutationTest();
}

const isNoticed = ({ status }: MutantResult) =>
  status === "Killed" || status === "Timeout";
const isMissed = ({ status }: MutantResult) =>
  status === "Survived" || status === "NoCoverage";

function judge(name: string, mutants: MutantResult[]) {
  const noticed = mutants.filter(isNoticed).length;
  const missed = mutants.filter(isMissed).length;
  const score = (100 * noticed) / (noticed + missed);
  process.stdout.write(
    `${name}: ${noticed} of ${noticed + missed} noticed, ${score.toFixed(2)} %\n`,
  );
  return score;
}

const results: [Part, MutantResult[]][] = [];
for (const part of chosen) results.push([part, await mutate(part)]);
for (const [part, mutants] of results) judge(part, mutants);
const all = results.flatMap(([, mutants]) => mutants);
if (!(judge("in all", all) >= leastScore)) process.exitCode = 1;
