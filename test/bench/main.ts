import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { benches } from "./benches.ts";

// `npm run bench -- pages`: figures, and whether they hold the bars. docs/benchmarks.md says what they were.

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    runs: { type: "string", default: "7" },
    // Of the pages: numbers of parcels.
    sizes: { type: "string", default: "10000,1000000,10000000" },
    // Of the soak: how long, and how many requests a second instead of what it finds.
    minutes: { type: "string", default: "15" },
    rate: { type: "string" },
    // A part of `register`, by its name there.
    only: { type: "string" },
  },
});

// With --json only the result goes to stdout.
const say = (text: string) =>
  (flags.json ? process.stderr : process.stdout).write(`${text}\n`);

const [name = ""] = positionals;
const bench = Object.entries(benches).find(([known]) => known === name)?.[1];
if (bench) {
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  say(machine);
  const result = await bench({
    runs: Number(flags.runs),
    minutes: Number(flags.minutes),
    rate: flags.rate === undefined ? undefined : Number(flags.rate),
    only: flags.only,
    sizes: flags.sizes.split(",").map(Number),
    say,
  });
  if (flags.json)
    process.stdout.write(
      `${JSON.stringify({ bench: name, machine, ...result })}\n`,
    );
  process.exitCode = result.ok ? 0 : 1;
} else {
  say(
    `npm run bench -- ${Object.keys(benches).join("|")} [--json] [--runs n] [--sizes 10000,1000000] [--only part]`,
  );
  process.exitCode = 2;
}
