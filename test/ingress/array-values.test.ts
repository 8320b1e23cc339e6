import { expect, it } from "vitest";
import {
  byteaArray,
  textArray,
  timestamptzArray,
} from "#app/ingress/array-values.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase({ keep: true });

async function readBack(type: string, value: unknown) {
  const { rows } = await database.pool.query<{ items: unknown[] }>(
    `SELECT $1::${type} AS items`,
    [value],
  );
  return rows[0]?.items;
}

it.each([
  ["none", []],
  ["one", ["a"]],
  ["a null among them", ["a", null, "b"]],
  ["nothing but nulls", [null, null]],
  ["empty ones", ["", ""]],
  ["what has a meaning in an array's text", ["{}", "a,b", '"', "\\", "NULL"]],
  ["letters of two, three and four bytes", ["é", "漢", "🚚🚚"]],
  ["more than the memory that is used again", ["x".repeat(200_000), "é", "y"]],
])("texts: %s", async (_, texts) => {
  expect(await readBack("text[]", textArray(texts))).toEqual(texts);
});

it.each([
  ["none", []],
  ["all bytes", [Buffer.from(Array.from({ length: 256 }, (_, n) => n))]],
  ["empty ones", [Buffer.alloc(0), Buffer.alloc(0)]],
  ["more than is used again", [Buffer.alloc(300_000, 7), Buffer.from("a")]],
])("bytes: %s", async (_, items) => {
  expect(await readBack("bytea[]", byteaArray(items))).toEqual(items);
});

it("times, to the millisecond, on both sides of PostgreSQL's own year 0", async () => {
  const times = [
    "2026-11-29T07:08:09.123Z",
    "2099-12-31T23:59:59.999Z",
    "2000-01-01T00:00:00.000Z",
    "1999-12-31T23:59:59.999Z",
    "1900-03-01T00:00:00.001Z",
  ].map((text) => new Date(text));
  const given = [...times, null];
  expect(await readBack("timestamptz[]", timestamptzArray(given))).toEqual(
    given,
  );
});

it("several at once do not write over each other", async () => {
  const { rows } = await database.pool.query<object>(
    "SELECT $1::text[] AS a, $2::text[] AS b, $3::bytea[] AS c",
    [textArray(["one"]), textArray(["two"]), byteaArray([Buffer.from("3")])],
  );
  expect(rows).toEqual([{ a: ["one"], b: ["two"], c: [Buffer.from("3")] }]);
});
