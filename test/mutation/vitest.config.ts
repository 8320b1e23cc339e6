import { defineConfig } from "vitest/config";
import everyday from "../../vitest.config.ts";
import { parts, type Part } from "./parts.ts";

const part = process.env.MUTATED_PART as Part | undefined;
const tests = part
  ? parts[part].tests
  : Object.values(parts).flatMap((one) => one.tests);

/** The tests of the part that is mutated: hundreds of runs have to be quick, so none opens a browser or a whole app. */
export default defineConfig({
  test: {
    ...everyday.test,
    include: tests,
    // What one mutant left in a module, the next must not find there.
    isolate: true,
    // A mutant that answers nobody is waited for: a hundred times as long as these tests take.
    testTimeout: 10_000,
    hookTimeout: 30_000,
  },
});
