import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const folder = new URL("../../prisma/migrations/", import.meta.url);

// What a process of the release before would run into. A column that no release reads any more may go, see
// docs/operations.md: its migration is then named below.
const breaking = [
  /DROP (COLUMN|DEFAULT|TABLE|TYPE|VIEW|FUNCTION|TRIGGER)\b/i,
  /\bRENAME\b/i,
  /ALTER COLUMN [^;,]*\b(TYPE|SET NOT NULL)\b/i,
  /ADD COLUMN (?![^;,]*\b(DEFAULT|GENERATED)\b)[^;,]*\bNOT NULL\b/i,
];
// It is older than the rule.
const allowed = ["20261125010000_refreshes"];

const breaksIn = (sql: string) => {
  const text = sql.replaceAll(/--.*$/gm, "");
  return breaking.flatMap((one) => one.exec(text)?.[0] ?? []);
};

it("every migration only adds, so that old processes run beside it", () => {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(names.length).toBeGreaterThan(30);
  const found = names.filter(
    (name) =>
      breaksIn(readFileSync(new URL(`${name}/migration.sql`, folder), "utf8"))
        .length > 0,
  );
  expect(found).toEqual(allowed);
});

it.each([
  ['ALTER TABLE "a" DROP COLUMN "b";', true],
  ["ALTER TABLE a ALTER COLUMN b DROP DEFAULT;", true],
  ["ALTER TABLE a RENAME COLUMN b TO c;", true],
  ['ALTER TABLE "a" ALTER COLUMN "b" SET DATA TYPE BIGINT;', true],
  ["ALTER TABLE a ALTER COLUMN b TYPE bigint;", true],
  ['ALTER TABLE "a" ALTER COLUMN "b" SET NOT NULL;', true],
  ['ALTER TABLE "a" ADD COLUMN "b" TEXT NOT NULL;', true],
  ['ALTER TABLE "a" ADD COLUMN "b" TEXT NOT NULL DEFAULT \'\';', false],
  ['ALTER TABLE "a" ADD COLUMN "b" TEXT;', false],
  ["-- RENAME was not needed\nCREATE TABLE a (b int NOT NULL);", false],
])("%s breaks old processes: %s", (sql, isBreaking) => {
  expect(breaksIn(sql).length > 0).toBe(isBreaking);
});
