import { expect, it } from "vitest";
import {
  plainSearch,
  searchTermsOf,
  widerSearch,
} from "#app/features/shipments/search-terms.ts";

it("compares as numbers and order names are stored", () => {
  expect(searchTermsOf(" #10 01a ")).toEqual({
    number: "#1001A",
    orderKey: "1001A",
    ends: true,
    inside: false,
  });
});

it.each(["", "   ", "#", "\u200b"])("searches nothing for %j", (typed) => {
  expect(searchTermsOf(typed)).toBeNull();
});

it("leaves out what the database cannot compare", () => {
  expect(searchTermsOf("a\u0000b")).toMatchObject({
    number: "AB",
    orderKey: "AB",
  });
});

it("looks at ends from four characters on, and inside between stars", () => {
  expect(searchTermsOf("abc")).toMatchObject({ ends: false, inside: false });
  expect(searchTermsOf("*abc*")).toMatchObject({ ends: false, inside: false });
  expect(searchTermsOf("abcd")).toMatchObject({ ends: true, inside: false });
  expect(searchTermsOf("*abcd*")).toMatchObject({
    number: "ABCD",
    orderKey: "ABCD",
    ends: true,
    inside: true,
  });
});

it("is widened once, where enough was typed and the stars find room", () => {
  expect(widerSearch("abc")).toBeNull();
  expect(widerSearch("abcd")).toBe("*abcd*");
  expect(widerSearch("*abcd*")).toBeNull();
  expect(widerSearch("a".repeat(98))).toHaveLength(100);
  expect(widerSearch("a".repeat(99))).toBeNull();
});

it.each(["abcd", "*", "**", "*a", "a*"])(
  "shows %j as it was typed",
  (typed) => {
    expect(plainSearch(typed)).toBe(typed);
  },
);

it("shows no stars that widened it", () => {
  expect(plainSearch("*abcd*")).toBe("abcd");
});
