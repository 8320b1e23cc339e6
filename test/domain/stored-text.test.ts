import { expect, it } from "vitest";
import { isStoredText, storedText } from "#app/domain/stored-text.ts";

it.each([
  ["Zoë 包裹 📦", "Zoë 包裹 📦"],
  ["a\0b\0", "ab"],
  ["a\ud800b", "a\ufffdb"],
])("stores %j as %j", (text, stored) => {
  expect(storedText(text)).toBe(stored);
  expect(isStoredText(text)).toBe(text === stored);
});
