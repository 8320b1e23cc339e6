import { defineConfig } from "vitest/config";
import everyday from "../../vitest.config.ts";

/** The tests of the code that is mutated: hundreds of runs have to be quick, so none opens a browser or a whole app. */
export default defineConfig({
  test: {
    ...everyday.test,
    include: [
      "test/{domain,keydelivery}/*.test.ts",
      "test/ingress/!(overload|resilience).test.ts",
      "test/architecture/shopify-app-toml.test.ts",
      "test/features/trackings/{derive-status,facts,known-words,speaking-facts}*.test.ts",
      "test/features/fulfillments/{aggregate-status,status-order}.test.ts",
      "test/features/carriers/{builtin-carriers,resolve-carrier}.test.ts",
    ],
    // What one mutant left in a module, the next must not find there.
    isolate: true,
    // A mutant that answers nobody is waited for: a hundred times as long as these tests take.
    testTimeout: 10_000,
    hookTimeout: 30_000,
  },
});
