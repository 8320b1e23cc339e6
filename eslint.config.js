import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["build/", "node_modules/", ".cache/", ".data/", "coverage/"] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Answers of Remix are thrown on purpose: redirect(), new Response().
      "@typescript-eslint/only-throw-error": [
        "error",
        {
          allow: [
            { from: "lib", name: "Response" },
            {
              from: "package",
              package: "@remix-run/server-runtime",
              name: "TypedResponse",
            },
          ],
        },
      ],
      "@typescript-eslint/require-await": "off",
      "max-lines": [
        "error",
        { max: 200, skipBlankLines: true, skipComments: true },
      ],
      // Objects here are records of functions: nothing uses `this`.
      "@typescript-eslint/unbound-method": "off",
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "The environment is read in app/platform/env.server.ts.",
        },
      ],
      "no-restricted-imports": [
        "error",
        {
          name: "node:process",
          importNames: ["default", "env"],
          message: "The environment is read in app/platform/env.server.ts.",
        },
      ],
    },
  },
  {
    // 40 is what we aim at; a statement in SQL or a list of settings may take it a little beyond.
    files: ["app/**/*.ts"],
    rules: {
      "max-lines-per-function": [
        "error",
        { max: 55, skipBlankLines: true, skipComments: true },
      ],
    },
  },
  {
    // Markup is long without being hard to read.
    files: ["app/**/*.tsx"],
    rules: {
      "max-lines-per-function": [
        "error",
        { max: 80, skipBlankLines: true, skipComments: true },
      ],
    },
  },
  {
    // Hooks live in .ts files as well.
    files: ["app/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    // The one reader of the environment; the Prisma CLI; what starts or prepares processes for tests.
    files: [
      "app/platform/env.server.ts",
      "prisma.config.ts",
      "test/faults/keep-running.ts",
      "test/sandbox/app-process.ts",
      "test/bench/**",
      "test/support/**",
      "test/mutation/**",
    ],
    rules: {
      "no-restricted-properties": "off",
      "no-restricted-imports": "off",
    },
  },
  {
    files: ["test/**"],
    rules: {
      "max-lines": [
        "error",
        { max: 250, skipBlankLines: true, skipComments: true },
      ],
      "no-console": "off",
    },
  },
  {
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    files: ["test/sandbox/**/*.js", "extensions/*/assets/*.js"],
    languageOptions: { globals: { ...globals.browser } },
  },
  prettier,
);
