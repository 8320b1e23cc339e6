import { expect, test } from "vitest";
import { carriers, findCarrier } from "#app/keydelivery/index.ts";

test("knows the vendor's 924 carriers, each id once", () => {
  expect(carriers).toHaveLength(924);
  expect(new Set(carriers.map(({ id }) => id)).size).toBe(924);
  expect(carriers.every(({ name }) => name.trim() !== "")).toBe(true);
});

test("finds DHL Express under its own id and nothing under another", () => {
  expect(findCarrier("dhlen")?.name).toMatch(/dhl/i);
  expect(findCarrier("dhl")).toBeUndefined();
  expect(findCarrier("constructor")).toBeUndefined();
});
