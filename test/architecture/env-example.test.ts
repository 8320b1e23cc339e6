import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect, it } from "vitest";
import { readEnv } from "#app/platform/env.server.ts";

const read = (name: string) =>
  readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const example = parseEnv(read(".env.example"));
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
  const names = new Set<string>();
  readEnv(
    new Proxy(filledIn, {
      get(target: NodeJS.ProcessEnv, name: string) {
        names.add(name);
        return target[name];
      },
    }),
  );
  // Set by `npm start`.
  names.delete("NODE_ENV");
  // Only read to be refused.
  names.delete("NODE_TLS_REJECT_UNAUTHORIZED");
  // By the exporter itself.
  names.add("OTEL_EXPORTER_OTLP_HEADERS");
  expect(Object.keys(example).sort()).toEqual([...names].sort());
});

it("README.md lists every variable of .env.example, and NODE_ENV", () => {
  const [, table = ""] =
    /## Configuration\n([^]*?)\n## /.exec(read("README.md")) ?? [];
  const listed = [...table.matchAll(/^\|([^|]+)\|/gm)].flatMap(
    ([, names = ""]) =>
      [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
  );
  expect(listed.sort()).toEqual([...Object.keys(example), "NODE_ENV"].sort());
});

it("README.md starts what npm start starts, as it does", () => {
  const start = /"start": "NODE_ENV=.* node (\S+)"/.exec(read("package.json"));
  expect(read("README.md")).toContain(
    `\`NODE_ENV=production node --env-file=.env ${start?.[1]}\``,
  );
});
