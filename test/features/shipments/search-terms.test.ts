import { expect, it } from "vitest";
import { searchTermsOf } from "#app/features/shipments/search-terms.ts";

it("compares as numbers and order names are stored", () => {
  expect(searchTermsOf(" #10 01a ")).toEqual({
    number: "#1001A",
    orderKey: "1001A",
  });
});

it.each(["", "   ", "#", "\u200b"])("searches nothing for %j", (typed) => {
  expect(searchTermsOf(typed)).toBeNull();
});

it("leaves out what the database cannot compare", () => {
  expect(searchTermsOf("a\u0000b")).toEqual({ number: "AB", orderKey: "AB" });
});
