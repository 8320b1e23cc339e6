import { describe, expect, it } from "vitest";
import {
  promiseDaysSchema,
  promiseFor,
  readPromiseDays,
} from "#app/domain/promise-days.ts";

const promise = { default: 5, countries: { DE: 2, US: 10 } };

describe("promiseFor", () => {
  it("is the country's own promise where there is one", () => {
    expect(promiseFor(promise, "DE")).toBe(2);
  });

  it.each(["FR", "toString", "", null])(
    "is the promise for all others to %s",
    (code) => {
      expect(promiseFor(promise, code)).toBe(5);
    },
  );

  it("is nothing where neither is promised", () => {
    expect(promiseFor({ default: null, countries: {} }, "DE")).toBeNull();
  });
});

describe("readPromiseDays", () => {
  it("reads what was stored", () => {
    expect(readPromiseDays(promise)).toEqual(promise);
  });

  it.each([{}, null, { default: 99, countries: {} }])(
    "promises nothing where %j is stored",
    (stored) => {
      expect(readPromiseDays(stored)).toEqual({ default: null, countries: {} });
    },
  );
});

it.each([
  { default: 0, countries: {} },
  { default: 61, countries: {} },
  { default: 1.5, countries: {} },
  { default: null, countries: { DE: null } },
  { default: null, countries: { XX: 3 } },
  { default: null, countries: { de: 3 } },
])("refuses %j", (given) => {
  expect(promiseDaysSchema.safeParse(given).success).toBe(false);
});
