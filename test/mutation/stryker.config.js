// `npm run mutate`: see docs/testing.md. Every mutator is on, and nothing in the code is excepted.
export default {
  testRunner: "vitest",
  vitest: { configFile: "test/mutation/vitest.config.ts" },
  mutate: [
    "app/{domain,ingress,keydelivery}/**/*.ts",
    // How a status is derived, of a tracking and of a fulfillment.
    "app/features/trackings/{derive-status,facts}.ts",
    "app/features/fulfillments/aggregate-status.ts",
    // How a carrier is resolved.
    "app/features/carriers/{company-aliases,resolve-carrier}.ts",
  ],
  coverageAnalysis: "perTest",
  // What was found of code and tests that are as they were is taken over: folder by folder, it adds up.
  incremental: true,
  incrementalFile: ".cache/mutation/incremental.json",
  reporters: ["clear-text", "html", "json"],
  htmlReporter: { fileName: ".cache/mutation/report.html" },
  jsonReporter: { fileName: ".cache/mutation/report.json" },
  clearTextReporter: { reportTests: false, allowColor: false },
  thresholds: { high: 95, low: 85, break: 85 },
  // A busy machine must not pass for an endless loop.
  timeoutMS: 20_000,
  timeoutFactor: 4,
  concurrency: 2,
  tempDirName: ".cache/mutation/code",
  cleanTempDir: "always",
  // Not needed by these tests, and large.
  ignorePatterns: ["build", "docs", "extensions", "test/bench"],
};
