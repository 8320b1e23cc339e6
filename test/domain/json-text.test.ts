import { expect, it } from "vitest";
import { jsonText } from "#app/domain/json-text.ts";

const field = jsonText(10);

it("reads the JSON that a field of a form holds", () => {
  expect(field.parse('{"a":[1]}')).toEqual({ a: [1] });
  expect(field.parse("null")).toBeNull();
});

it("says so where the text is not JSON", () => {
  expect(field.safeParse("{a}").error?.issues).toEqual([
    { code: "custom", message: "is not JSON", path: [] },
  ]);
});

it("takes as many characters as it may, and not one more", () => {
  expect(field.safeParse(`"${"x".repeat(8)}"`).success).toBe(true);
  expect(field.safeParse(`"${"x".repeat(9)}"`).success).toBe(false);
});
