import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { benchAnalytics } from "./analytics.ts";
import { benchBlackFriday } from "./black-friday/black-friday.ts";
import { benchIngest } from "./ingest.ts";
import { benchPages } from "./pages.ts";
import { benchScale } from "./scale.ts";
import { benchSoak } from "./soak/soak.ts";
import { benchStart } from "./start.ts";
import { benchStorefront } from "./storefront.ts";

// `npm run bench -- pages`: figures, and whether they hold the bars. docs/benchmarks.md says what they were.

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    runs: { type: "string", default: "7" },
    /** Of the soak: how long, and how many requests a second instead of what it finds. */
    minutes: { type: "string", default: "15" },
    rate: { type: "string" },
  },
});

const benches = {
  pages: benchPages,
  analytics: benchAnalytics,
  ingest: benchIngest,
  storefront: benchStorefront,
  start: benchStart,
  scale: benchScale,
  soak: benchSoak,
  "black-friday": benchBlackFriday,
};
// With --json only the result goes to stdout.
const say = (text: string) =>
  (flags.json ? process.stderr : process.stdout).write(`${text}\n`);

const [name = ""] = positionals;
const bench = Object.entries(benches).find(([known]) => known === name)?.[1];
if (bench) {
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model ?? "unknown"}, Node ${process.version}`;
  say(machine);
  const result = await bench({
    runs: Number(flags.runs),
    minutes: Number(flags.minutes),
    rate: flags.rate === undefined ? undefined : Number(flags.rate),
    say,
  });
  if (flags.json)
    process.stdout.write(
      `${JSON.stringify({ bench: name, machine, ...result })}\n`,
    );
  process.exitCode = result.ok ? 0 : 1;
} else {
  say(`npm run bench -- ${Object.keys(benches).join("|")} [--json] [--runs n]`);
  process.exitCode = 2;
}
