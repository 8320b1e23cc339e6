import { expect, it } from "vitest";
import { searchCarriers } from "#app/features/carriers/search-carriers.ts";

it("offers no more than 25 carriers", () => {
  expect(searchCarriers("")).toHaveLength(25);
});

it("puts the carrier first whose name or id was typed in full", () => {
  expect(searchCarriers("USPS")[0]?.id).toBe("usps");
  expect(searchCarriers(" dhl express ")[0]?.id).toBe("dhlen");
});

it("finds a name whatever its case, accents and spaces", () => {
  const plain = searchCarriers("royal gibraltar");
  expect(plain.length).toBeGreaterThan(0);
  expect(searchCarriers("  ROYÁL   Gibraltar ")).toEqual(plain);
});

it("finds nothing for what no carrier is called", () => {
  expect(searchCarriers("zzzz no such carrier")).toEqual([]);
});
