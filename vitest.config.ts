import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    environment: "node",
    globalSetup: ["test/support/global-database.ts"],
    // For what hangs: a slow machine, with others at work beside, is waited for.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two more than the cores of a small machine: browsers and databases are waited for.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    // The app is read once by each of them, not once by each file: no test may leave a module changed.
    isolate: false,
    restoreMocks: true,
  },
});
