// One violation of each rule, as file → what it says. All stand in one tree: no two may share a file.
export const seededViolations: Record<string, Record<string, string>> = {
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
    "app/keydelivery/uses-word.ts":
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
  "pages-leave-keydelivery-to-the-server": {
    "app/keydelivery/index.ts": "export const carriers = 1;",
    "app/components/picker.tsx":
      'import { carriers } from "#app/keydelivery/index.ts"; export const p = carriers;',
  },
  "pages-have-no-node": {
    "app/features/one/hash.tsx":
      'import { createHash } from "node:crypto"; export const h = createHash;',
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

// What may look like a violation and is none.
export const permitted: Record<string, string> = {
  "app/db.server.ts": "export type Db = 1; export const db = 1;",
  "app/components/of-a-type.tsx":
    'import type { Db } from "#app/db.server.ts"; export type D = Db;',
  "app/routes/page.tsx":
    'import { db } from "#app/db.server.ts"; export const loader = () => db;',
  "app/worker/work.ts": "export const work = 1;",
  "app/start-process.ts":
    'import { work } from "#app/worker/work.ts"; export const start = work;',
  "app/keydelivery/inner.ts": "export const inner = 1;",
  "test/keydelivery/inner.test.ts":
    'import { inner } from "#app/keydelivery/inner.ts"; export const i = inner;',
  "test/routes/page.test.ts":
    'import { loader } from "#app/routes/page.tsx"; export const l = loader;',
};
