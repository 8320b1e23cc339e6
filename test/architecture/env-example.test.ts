import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect, it } from "vitest";
import { readEnv } from "#app/platform/env.server.ts";

const example = parseEnv(
  readFileSync(new URL("../../.env.example", import.meta.url), "utf8"),
);
const filledIn: NodeJS.ProcessEnv = {
  ...example,
  NODE_ENV: "test",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  APP_SECRET: "a secret of thirty-two bytes or more",
};

it(".env.example starts the app once its secrets are filled in", () => {
  expect(readEnv(filledIn)).toEqual(
    readEnv({
      NODE_ENV: "test",
      SHOPIFY_API_KEY: filledIn.SHOPIFY_API_KEY,
      SHOPIFY_API_SECRET: filledIn.SHOPIFY_API_SECRET,
      SHOPIFY_APP_URL: example.SHOPIFY_APP_URL,
      APP_SECRET: filledIn.APP_SECRET,
    }),
  );
});

it(".env.example names every variable that the app reads, and no other", () => {
  const read = new Set<string>();
  readEnv(
    new Proxy(filledIn, {
      get(target: NodeJS.ProcessEnv, name: string) {
        read.add(name);
        return target[name];
      },
    }),
  );
  // Set by `npm start`.
  read.delete("NODE_ENV");
  // Only read to be refused.
  read.delete("NODE_TLS_REJECT_UNAUTHORIZED");
  expect(Object.keys(example).sort()).toEqual([...read].sort());
});
