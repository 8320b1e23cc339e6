import pg from "pg";
import { describe, expect, it } from "vitest";
import {
  isRowAtFault,
  isWorthRepeating,
} from "#app/ingress/database-failure.ts";

const failureOf = (code?: string) =>
  Object.assign(new pg.DatabaseError("refused", 1, "error"), { code });
const wrapped = (cause: unknown) => new Error("pg-boss", { cause });

describe("a row is at fault", () => {
  it.each(["22021", "23514", "54000"])("when the database says %s", (code) => {
    expect(isRowAtFault(failureOf(code))).toBe(true);
    expect(isRowAtFault(wrapped(wrapped(failureOf(code))))).toBe(true);
    expect(isWorthRepeating(failureOf(code))).toBe(false);
  });

  it.each(["40P01", "57014", "53300", "P0022", undefined])(
    "not when it says %s",
    (code) => expect(isRowAtFault(failureOf(code))).toBe(false),
  );
});

it("a transaction is worth repeating after a deadlock or a serialization failure", () => {
  expect(isWorthRepeating(failureOf("40001"))).toBe(true);
  expect(isWorthRepeating(wrapped(failureOf("40P01")))).toBe(true);
  expect(isWorthRepeating(failureOf("57P01"))).toBe(false);
});

it.each([
  ["what is no error of the database", new Error("23514")],
  [
    "what only looks like one",
    Object.assign(new Error("x"), { code: "23514" }),
  ],
  ["what is no error", { cause: failureOf("23514") }],
  ["nothing", undefined],
])("neither is said of %s", (_what, thrown) => {
  expect(isRowAtFault(thrown)).toBe(false);
  expect(isWorthRepeating(thrown)).toBe(false);
});
