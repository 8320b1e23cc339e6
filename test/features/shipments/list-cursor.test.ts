import { expect, it } from "vitest";
import {
  readCursor,
  writeCursor,
  type ListCursor,
} from "#app/features/shipments/list-cursor.ts";

const cursor: ListCursor = {
  direction: "before",
  shippedAt: new Date("2026-11-23T10:00:00.123Z"),
  id: "0193577e-8d5c-7b3e-9f0a-1c2d3e4f5a6b",
};

it("reads what it wrote, in signs that need no escaping", () => {
  const text = writeCursor(cursor);
  expect(text).toMatch(/^[\w-]+$/);
  expect(readCursor(text)).toEqual(cursor);
});

it.each([
  null,
  "",
  "%%%",
  "abc",
  "a".repeat(5_000),
  btoa("after yesterday 1"),
  btoa(
    "sideways 2026-11-23T10:00:00.123Z 0193577e-8d5c-7b3e-9f0a-1c2d3e4f5a6b",
  ),
  btoa("after 2026-11-23T10:00:00.123Z ' OR 1=1"),
])("is the first page when the cursor is not ours", (text) => {
  expect(readCursor(text)).toBeNull();
});
