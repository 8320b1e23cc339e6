import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const page = readFileSync(
  new URL("../../docs/privacy.md", import.meta.url),
  "utf8",
);
const [, dataMap = "", others = ""] =
  /## Data map\n([\s\S]+?)## No personal data\n([\s\S]+?)\n## /.exec(page) ??
  [];

/** "table.column" of both lists. */
const mapped = [...dataMap.matchAll(/^\|.+\|$/gm)].flatMap(([row]) =>
  [...(row.split("|")[1] ?? "").matchAll(/`(\w+\.\w+)`/g)].map(
    ([, name]) => name,
  ),
);
const harmless = [...others.matchAll(/^- `(\w+)`:((?:.|\n {2})+)/gm)].flatMap(
  ([, table, columns = ""]) =>
    [...columns.matchAll(/`(\w+)`/g)].map(([, column]) => `${table}.${column}`),
);

it("docs/privacy.md says of every column what it tells of a person, or that it tells nothing", async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  );
  expect(rows.length).toBeGreaterThan(200);
  expect([...mapped, ...harmless].sort()).toEqual(
    rows.map(({ name }) => name).sort(),
  );
});

it("docs/privacy.md says of each personal field what it is for, how long it is kept and where it goes", () => {
  const rows = [...dataMap.matchAll(/^\| `.+\|$/gm)].map(([row]) =>
    row.split("|"),
  );
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) {
    expect(row).toHaveLength(6);
    for (const cell of row.slice(1, -1)) expect(cell.trim()).not.toBe("");
  }
});
