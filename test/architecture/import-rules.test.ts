import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const config = path.join(root, ".dependency-cruiser.cjs");
const { forbidden } = createRequire(import.meta.url)(config) as {
  forbidden: { name: string }[];
};

type Violation = { rule: { name: string }; from: string; to: string };

async function violationsOf(folder: string): Promise<Violation[]> {
  const binary = path.join(root, "node_modules/.bin/depcruise");
  const { stdout } = await run(
    binary,
    [
      "--config",
      ".dependency-cruiser.cjs",
      "--output-type",
      "json",
      "app",
      "test",
    ],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: { stdout: string }) => error);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } })
    .summary.violations;
}

// One violation of each rule, as file → what it says.
const seeds: Record<string, Record<string, string>> = {
  "no-cycles": {
    "app/features/one/a.ts":
      'import type { B } from "./b.ts"; export type A = B;',
    "app/features/one/b.ts":
      'import type { A } from "./a.ts"; export type B = A | 1;',
  },
  "nothing-imports-routes": {
    "app/routes/page.tsx": "export const page = 1;",
    "app/components/link.tsx":
      'import { page } from "#app/routes/page.tsx"; export const link = page;',
  },
  "nothing-imports-the-worker": {
    "app/worker/work.ts": "export const work = 1;",
    "app/jobs/job.ts":
      'import { work } from "#app/worker/work.ts"; export const job = work;',
  },
  "nothing-imports-test": {
    "test/support/helper.ts": "export const helper = 1;",
    "app/server.ts":
      'import { helper } from "#test/support/helper.ts"; export const server = helper;',
  },
  "features-do-not-know-each-other": {
    "app/features/two/c.ts": "export type C = 1;",
    "app/features/one/uses-two.ts":
      'import type { C } from "#app/features/two/c.ts"; export type D = C;',
  },
  "features-do-not-know-who-joins-them": {
    "app/use-cases/join.server.ts": "export const join = 1;",
    "app/features/one/joins.server.ts":
      'import { join } from "#app/use-cases/join.server.ts"; export const j = join;',
  },
  "keydelivery-is-a-library": {
    "app/domain/word.ts": "export type Word = 1;",
    "app/keydelivery/index.ts":
      'import type { Word } from "#app/domain/word.ts"; export type W = Word;',
  },
  "keydelivery-speaks-through-its-index": {
    "app/keydelivery/inner.ts": "export const inner = 1;",
    "app/worker/uses-inner.ts":
      'import { inner } from "#app/keydelivery/inner.ts"; export const i = inner;',
  },
  "domain-imports-nothing": {
    "app/domain/reads.ts":
      'import { readFileSync } from "node:fs"; export const read = readFileSync;',
  },
  "platform-knows-only-domain": {
    "app/jobs/known.ts": "export const known = 1;",
    "app/platform/knows.server.ts":
      'import { known } from "#app/jobs/known.ts"; export const k = known;',
  },
  "rims-know-no-feature": {
    "app/features/one/thing.ts": "export const thing = 1;",
    "app/ingress/knows-feature.ts":
      'import { thing } from "#app/features/one/thing.ts"; export const t = thing;',
  },
  "browser-code-stays-off-the-server": {
    "app/db.server.ts": "export const db = 1;",
    "app/features/one/card.tsx":
      'import { db } from "#app/db.server.ts"; export const card = db;',
  },
  "no-dev-dependency-at-run-time": {
    "app/shopify/dev.server.ts":
      'import fc from "fast-check"; export const f = fc;',
  },
  "everything-resolves": {
    "app/shopify/lost.server.ts":
      'import { lost } from "#app/shopify/nowhere.ts"; export const l = lost;',
  },
};

describe("the import rules", () => {
  let folder: string;
  let found: Violation[];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "import-rules-"));
    for (const file of [
      ".dependency-cruiser.cjs",
      "package.json",
      "tsconfig.json",
    ])
      cpSync(path.join(root, file), path.join(folder, file));
    symlinkSync(
      path.join(root, "node_modules"),
      path.join(folder, "node_modules"),
    );
    for (const [file, text] of Object.values(seeds).flatMap((files) =>
      Object.entries(files),
    )) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${text}\n`);
    }
    found = await violationsOf(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("each have a seeded violation", () => {
    expect(Object.keys(seeds).sort()).toEqual(
      forbidden.map(({ name }) => name).sort(),
    );
  });

  it.each(Object.keys(seeds))("%s fires on its seed", (rule) => {
    const files = Object.keys(seeds[rule] ?? {});
    const fired = found.filter((violation) => violation.rule.name === rule);
    expect(fired.map(({ from }) => from)).toContainEqual(
      expect.toSatisfy((from: string) => files.includes(from)),
    );
  });

  it("let browser code import types from the server", async () => {
    const types = mkdtempSync(path.join(tmpdir(), "import-rules-"));
    cpSync(folder, types, {
      recursive: true,
      filter: (source) => !source.includes("/app") && !source.includes("/test"),
    });
    mkdirSync(path.join(types, "app/components"), { recursive: true });
    mkdirSync(path.join(types, "test"));
    writeFileSync(
      path.join(types, "app/db.server.ts"),
      "export type Db = 1;\n",
    );
    writeFileSync(
      path.join(types, "app/components/ok.tsx"),
      'import type { Db } from "#app/db.server.ts"; export type D = Db;\n',
    );
    expect(await violationsOf(types)).toEqual([]);
    rmSync(types, { recursive: true, force: true });
  });
});
