import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { readEnv } from "#app/platform/env.server.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const sources = globSync("app/**/*.{ts,tsx}", { cwd: root });
const deployed = globSync(
  "{package.json,Dockerfile,compose.yaml,fly.toml,render.yaml,.env.example,.npmrc,shopify.*.toml}",
  { cwd: root },
);

it("nothing switches off the checking of certificates", () => {
  expect(deployed.length).toBeGreaterThan(4);
  for (const file of [...sources, ...deployed])
    // The one place that names it refuses it.
    expect(
      read(file).replaceAll("NODE_TLS_REJECT_UNAUTHORIZED", (name) =>
        file === "app/platform/env.server.ts" ? "" : name,
      ),
      file,
    ).not.toMatch(
      /rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity|strict-ssl|secureProtocol|sslmode=(disable|no-verify)|--insecure/,
    );
});

it("the app does not start where the environment switches it off", () => {
  const env = {
    NODE_ENV: "test" as const,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "https://app.example.com",
    APP_SECRET: "a secret of thirty-two bytes or more",
  };
  expect(readEnv(env).appUrl).toBe("https://app.example.com");
  expect(() => readEnv({ ...env, NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toThrow(
    /NODE_TLS_REJECT_UNAUTHORIZED/,
  );
});

it("every call that leaves the server can be given up: it has a signal", () => {
  const calls = sources
    .filter((file) =>
      /\.server\.ts$|^app\/(keydelivery|worker|shopify)\//.test(file),
    )
    .flatMap((file) => fetchesIn(file));
  expect(calls.length).toBeGreaterThan(2);
  for (const { file, text } of calls) expect(text, file).toMatch(/\bsignal\b/);
});

function fetchesIn(file: string) {
  const source = ts.createSourceFile(
    file,
    read(file),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: { file: string; text: string }[] = [];
  const visit = (node: ts.Node) => {
    if (
      ts.isCallExpression(node) &&
      /(^|\.)fetch$/.test(node.expression.getText())
    )
      found.push({ file, text: node.getText() });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
