import { expect, test } from "vitest";
import { readText } from "#app/keydelivery/text.ts";

test.each([
  ["  Depot \n", "Depot"],
  [4711, "4711"],
  ["nullify", "nullify"],
  ["a\0b", "ab"],
])("reads %j as %j", (value, text) => {
  expect(readText(value, 20)).toBe(text);
});

test.each([
  null,
  undefined,
  "",
  " \t",
  "\0",
  "null",
  " NULL ",
  true,
  {},
  ["a"],
])("takes %j as nothing", (value) => {
  expect(readText(value, 20)).toBeNull();
});

test("is cut to so many characters of its own, blanks around it not counted", () => {
  expect(readText("          abcdef", 5)).toBe("abcde");
  expect(readText("abcd efgh", 5)).toBe("abcd");
  expect(readText("abcd🚚", 5)).toBe("abcd\ufffd");
});
