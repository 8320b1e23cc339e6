import { describe, expect, it } from "vitest";
import { daysOf, readRange } from "#app/features/analytics/analytics-range.ts";

const today = "2026-03-15";
const read = (query: string) => readRange(new URLSearchParams(query), today);

describe("the period of an address", () => {
  it.each([
    ["", "last_30", "2026-02-14", today],
    ["range=last_7", "last_7", "2026-03-09", today],
    ["range=this_month", "this_month", "2026-03-01", today],
    ["range=last_month", "last_month", "2026-02-01", "2026-02-28"],
    [
      "range=custom&from=2026-01-05&to=2026-01-06",
      "custom",
      "2026-01-05",
      "2026-01-06",
    ],
    [
      "range=custom&from=2026-01-06&to=2026-01-05",
      "last_30",
      "2026-02-14",
      today,
    ],
    [
      "range=custom&from=2020-01-01&to=2026-01-05",
      "last_30",
      "2026-02-14",
      today,
    ],
    [
      "range=custom&from=2026-02-30&to=2026-03-01",
      "last_30",
      "2026-02-14",
      today,
    ],
    ["range=custom", "last_30", "2026-02-14", today],
    ["range='; DROP TABLE", "last_30", "2026-02-14", today],
  ])("%s is %s", (query, key, from, to) => {
    expect(read(query)).toMatchObject({ key, from, to });
  });

  it("is compared with as many days before it", () => {
    const { before, ...range } = read("range=last_month");
    expect(before).toEqual({ from: "2026-01-04", to: "2026-01-31" });
    expect(daysOf(before)).toHaveLength(daysOf(range).length);
  });
});
