/** What is mutated, folder by folder, and the tests that have to notice: a value that a module makes once costs all of them. */
export const parts = {
  domain: {
    mutate: ["app/domain/**/*.ts"],
    tests: [
      "test/domain/*.test.ts",
      "test/architecture/shopify-app-toml.test.ts",
    ],
  },
  keydelivery: {
    mutate: ["app/keydelivery/**/*.ts"],
    tests: ["test/keydelivery/*.test.ts"],
  },
  ingress: {
    mutate: ["app/ingress/**/*.ts"],
    tests: ["test/ingress/!(overload|resilience).test.ts"],
  },
  status: {
    mutate: [
      "app/features/trackings/{derive-status,facts}.ts",
      "app/features/fulfillments/aggregate-status.ts",
    ],
    tests: [
      "test/features/trackings/{derive-status,facts,known-words,speaking-facts}*.test.ts",
      "test/features/fulfillments/{aggregate-status,status-order}.test.ts",
    ],
  },
  carriers: {
    mutate: ["app/features/carriers/{company-aliases,resolve-carrier}.ts"],
    tests: [
      "test/features/carriers/{builtin-carriers,resolve-carrier}.test.ts",
    ],
  },
} satisfies Record<string, { mutate: string[]; tests: string[] }>;

export type Part = keyof typeof parts;
