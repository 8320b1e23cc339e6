import { expect, it } from "vitest";
import { isSameValue } from "#app/domain/same-value.ts";

it.each([
  [
    { a: 1, b: { c: 2, d: 3 }, e: null },
    { e: null, b: { d: 3, c: 2 }, a: 1 },
  ],
  [[{ a: 1, b: 2 }], [{ b: 2, a: 1 }]],
  [null, null],
  ["text", "text"],
])("finds the same in %j and %j", (one, other) => {
  expect(isSameValue(one, other)).toBe(true);
});

it.each([
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { a: 1, b: 1 }],
  [{ a: { b: 1 } }, { a: { b: 2 } }],
  [["a"], { 0: "a" }],
  [{}, []],
  [null, {}],
  [1, "1"],
])("tells %j from %j", (one, other) => {
  expect(isSameValue(one, other)).toBe(false);
});
