import { expect, test } from "vitest";
import { toSortTime } from "#app/keydelivery/local-time.ts";

test.each([
  ["2026-11-22 08:47:02", "2026-11-22 08:47:02"],
  ["2026-11-22t08:47:02", "2026-11-22 08:47:02"],
  ["2026-11-22T \t8:47", "2026-11-22 08:47:00"],
  [" 2026-11-22\n", "2026-11-22 00:00:00"],
  ["2026/1-2 3:4:5.123456", "2026-01-02 03:04:05"],
  ["0001-01-01 00:00:00", "0001-01-01 00:00:00"],
  ["9999-12-31 23:59:59", "9999-12-31 23:59:59"],
])("%j sorts as %j", (text, sortTime) => {
  expect(toSortTime(text)).toBe(sortTime);
});

test.each([
  "2026-11-22 24:00",
  "2026-11-22 23:60",
  "2026-11-22 23:59:60",
  "2026-00-22",
  "2026-13-22",
  "2026-11-00",
  "2026-11-22 08",
  "2026-11-22 08:47:02.",
  "2026-11-22 08:47:02.x",
  "2026-11-22 08:47:02Z",
  "2026-11-22 08:47:",
  "2026-11-2208:47",
  "2026-11-22-08:47",
  "2026-11-22 008:47",
  "2026-11-22 08:047",
  "2026-11-22 08:47:002",
  "2026-111-22",
  "2026-11-222",
  "226-11-22",
  "12026-11-22",
  "on 2026-11-22",
  "2026-11-22 or so",
  "2026.11.22",
  "2026-11",
  "",
])("%j is no time", (text) => {
  expect(toSortTime(text)).toBe("");
});

test.each([
  [31, [1, 3, 5, 7, 8, 10, 12]],
  [30, [4, 6, 9, 11]],
])("the last day is the %s in the months %j", (last, months) => {
  for (const month of months) {
    const start = `2026-${String(month).padStart(2, "0")}`;
    expect(toSortTime(`${start}-${last}`)).toBe(`${start}-${last} 00:00:00`);
    expect(toSortTime(`${start}-${last + 1}`)).toBe("");
  }
});

test.each([
  [2026, 28],
  [2024, 29],
  [1900, 28],
  [2000, 29],
])("February of %s ends with the %s", (year, last) => {
  expect(toSortTime(`${year}-02-${last}`)).not.toBe("");
  expect(toSortTime(`${year}-02-${last + 1}`)).toBe("");
});
