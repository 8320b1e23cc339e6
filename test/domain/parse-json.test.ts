import { expect, it } from "vitest";
import { parseJson } from "#app/domain/parse-json.ts";

it("keeps the digits of integers beyond 2^53, wherever they stand", () => {
  expect(
    parseJson('{"id":9007199254740993,"more":[-9007199254740993]}'),
  ).toEqual({ id: "9007199254740993", more: ["-9007199254740993"] });
});

it.each([
  ["9007199254740991", 9007199254740991],
  ["-12", -12],
  ["0.5", 0.5],
  ["1e21", 1e21],
  ["-1e400", -Infinity],
  ['"9007199254740993"', "9007199254740993"],
  ["null", null],
])("reads %s as every parser does", (text, value) => {
  expect(parseJson(text)).toBe(value);
});

it("throws where the text is no JSON", () => {
  expect(() => parseJson("{")).toThrow(SyntaxError);
});
