import { expect, it } from "vitest";
import { isJsonObject } from "#app/ingress/json-object.ts";

it.each(["{}", '{"a":[1]}', '{"a":"\\u0000"}', "{}\n"])(
  "is one: %j",
  (text) => {
    expect(isJsonObject(Buffer.from(text))).toBe(true);
  },
);

it.each([
  "",
  "[]",
  "null",
  "1",
  '"{}"',
  "{",
  "{}{}",
  " {}",
  "\ufeff{}",
  "{a:1}",
])("is none: %j", (text) => {
  expect(isJsonObject(Buffer.from(text))).toBe(false);
});
