import { expect, it } from "vitest";
import {
  readCursor,
  writeCursor,
  type ListCursor,
} from "#app/features/shipments/list-cursor.ts";

const cursor: ListCursor = {
  direction: "before",
  sort: "updated_asc",
  place: {
    at: new Date("2026-11-23T10:00:00.123Z"),
    id: "0193577e-8d5c-7b3e-9f0a-1c2d3e4f5a6b",
  },
};

it("reads what it wrote, in signs that need no escaping", () => {
  const text = writeCursor(cursor);
  expect(text).toMatch(/^[\w-]+$/);
  expect(readCursor(text, "updated_asc")).toEqual(cursor);
});

it("is the first page when it is of another order", () => {
  expect(readCursor(writeCursor(cursor), "shipped_asc")).toBeNull();
});

const place = "2026-11-23T10:00:00.123Z 0193577e-8d5c-7b3e-9f0a-1c2d3e4f5a6b";

it.each([
  null,
  "",
  "%%%",
  "abc",
  "a".repeat(5_000),
  btoa("after updated_asc yesterday 1"),
  btoa(`sideways updated_asc ${place}`),
  btoa(`after by_name ${place}`),
  btoa("after updated_asc 2026-11-23T10:00:00.123Z ' OR 1=1"),
])("is the first page when the cursor is not ours", (text) => {
  expect(readCursor(text, "updated_asc")).toBeNull();
});
