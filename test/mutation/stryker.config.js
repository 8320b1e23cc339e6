// See docs/testing.md. Every mutator is on, and nothing in the code is excepted.
export default {
  testRunner: "vitest",
  vitest: { configFile: "test/mutation/vitest.config.ts" },
  coverageAnalysis: "perTest",
  // What was found of code and tests that are as they were is taken over.
  incremental: true,
  reporters: ["clear-text", "html"],
  clearTextReporter: { reportTests: false, allowColor: false },
  // A busy machine must not pass for an endless loop.
  timeoutMS: 20_000,
  timeoutFactor: 4,
  concurrency: 2,
  tempDirName: ".cache/mutation/code",
  cleanTempDir: "always",
  // Not needed by these tests, and large.
  ignorePatterns: ["build", "docs", "extensions", "test/bench"],
};
