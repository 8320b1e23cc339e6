import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";

// `npm run fuzz -- --minutes 10`: the borders of the app, attacked for so long with inputs that no run had before.
// See docs/testing.md.

const { values: flags } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string" },
  },
});

const minutes = Number(flags.minutes);
const seed = Number(flags.seed ?? Date.now() % 1_000_000_000);
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write("npm run fuzz -- [--minutes n] [--seed n]\n");
  process.exit(2);
}

process.stdout.write(
  `${minutes} minutes, seed ${seed}: repeat with -- --minutes ${minutes} --seed ${seed}\n`,
);
const vitest = await startVitest("test", ["test/fuzz/"], {
  watch: false,
  provide: { fuzz: { seed, minutes } },
});
await vitest.close();
