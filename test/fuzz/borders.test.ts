import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { appBorders, pureBorders } from "./borders.ts";

const root = path.resolve(import.meta.dirname, "../..");
const files = globSync("app/**/*.{ts,tsx}", { cwd: root }).toSorted();

// What reads no outside: rows of our own, our own files, and what a person at the machine types.
const ofOurOwn: Record<string, string> = {
  "app/features/analytics/load-sums.server.ts": "kept sums",
  "app/features/carriers/sum-companies.server.ts": "kept sums",
  "app/features/estimates/measure-estimates.ts": "kept sums",
  "app/features/home/list-activity.server.ts": "audit entries",
  "app/features/home/transit-summary.ts": "kept sums",
  "app/features/privacy/export-customer-data.server.ts": "rows, written anew",
  "app/features/settings/list-changes.server.ts": "audit entries",
  "app/features/settings/shop-settings.ts#readShopSettings": "a shop's row",
  "app/features/shipments/export-rows.server.ts#readDetails": "rows",
  "app/features/shipments/find-shipment.server.ts": "rows",
  "app/features/shipments/list-order-parcels.server.ts": "rows",
  "app/features/shipments/list-rows.server.ts#readRows": "rows",
  "app/features/shipments/load-shipment.server.ts": "rows",
  "app/features/shipments/told-lines.ts": "audit entries",
  "app/features/storefront/find-parcels.server.ts": "rows",
  "app/jobs/read-queues.server.ts#readQueues": "rows",
  "app/platform/tracing/open-spans.server.ts#readTraceparent":
    "what a span of ours was written down as",
  "app/platform/embedded-postgres/locate-binaries.server.ts":
    "a package's manifest",
  "app/replay.ts": "a command's flags",
  "app/use-cases/sum-analytics.server.ts": "kept sums",
  "app/use-cases/sum-companies.server.ts": "kept sums",
  "app/shopify/set-shopify-fetch.server.ts": "what Shopify's library sends",
};

// Read behind a route or an ingress; routes.test.ts goes through each of them.
const behindRoutes = [
  "app/features/privacy/blank-deliveries.server.ts",
  "app/ingress/read-body.ts#readBody",
  "app/shopify/load-fresh-session.server.ts",
  "app/use-cases/answer-order.server.ts",
  "app/use-cases/read-numbers.server.ts#readNumbers",
  "app/worker/end-deleted-order.ts",
  "app/worker/lifecycle-topics.ts",
  "app/worker/process-delivery.ts",
  "app/worker/process-pushes.ts",
  "app/worker/publish-one.ts",
  "app/worker/redact-orders.ts",
  "app/worker/tell-flow.ts",
];

const named = new Set([
  ...pureBorders.flatMap(({ covers }) => covers),
  ...appBorders(() => {
    throw new Error("nothing is attacked here");
  }).flatMap(({ covers }) => covers),
  ...Object.keys(ofOurOwn),
  ...behindRoutes,
]);

const usesZod = /^import (?!type ).*\bz\b.* from "zod"/m;
const readsText = /\b(?:JSON\.parse|parseJson|atob)\(/;
const reader =
  /^export (?:async )?(?:function\*?|const) ((?:parse|read|normalise|verify)[A-Z]\w*)/gm;

/** What a file reads with: schemas and readers that it exports, by name; the file where it keeps them to itself. */
async function readersOf(file: string): Promise<string[]> {
  const text = readFileSync(path.join(root, file), "utf8");
  const readers = [...text.matchAll(reader)].map(([, name]) => name ?? "");
  const schemas = usesZod.test(text) ? await schemasOf(file, text) : [];
  const found = [...new Set([...readers, ...schemas])];
  if (found.length > 0) return found.map((name) => `${file}#${name}`);
  return usesZod.test(text) || readsText.test(text) ? [file] : [];
}

async function schemasOf(file: string, text: string): Promise<string[]> {
  // A command begins its work when it is imported.
  if (!/^export const/m.test(text) || !file.startsWith("app/")) return [];
  const module = (await import(path.join(root, file))) as object;
  return Object.entries(module)
    .filter(([, value]) => value instanceof z.ZodType)
    .map(([name]) => name);
}

describe("what the app reads", () => {
  it("is attacked, each schema and each reader of it", async () => {
    const missed: string[] = [];
    // routes.test.ts has an example for each route.
    for (const file of files.filter((one) => !one.startsWith("app/routes/")))
      missed.push(
        ...(await readersOf(file)).filter(
          (one) => !named.has(one) && !named.has(one.replace(/#.*/, "")),
        ),
      );
    expect(missed).toEqual([]);
  });

  it("is there: no name is of something that went", () => {
    const gone = [...named].filter(
      (one) => !files.includes(one.replace(/#.*/, "")),
    );
    expect(gone).toEqual([]);
  });
});
