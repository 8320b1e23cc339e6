import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, shopDayOf, startOfShopDay } from "#app/domain/shop-day.ts";

const zones = [
  "UTC",
  "America/New_York",
  "America/Havana",
  "Africa/Cairo",
  "Asia/Kathmandu",
  "Asia/Beirut",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
];

describe("the day of a shop", () => {
  it("is the one at its place", () => {
    const moment = new Date("2026-11-24T04:30:00Z");
    expect(shopDayOf(moment, "America/New_York")).toBe("2026-11-23");
    expect(shopDayOf(moment, "Asia/Tokyo")).toBe("2026-11-24");
  });

  it("begins at its midnight, or an hour later where that is skipped", () => {
    expect(startOfShopDay("2026-11-24", "America/New_York")).toEqual(
      new Date("2026-11-24T05:00:00Z"),
    );
    expect(startOfShopDay("2026-03-08", "America/Havana")).toEqual(
      new Date("2026-03-08T05:00:00Z"),
    );
  });

  it("begins at its midnight on a day on which the clocks change later", () => {
    expect(startOfShopDay("2026-04-05", "Australia/Sydney")).toEqual(
      new Date("2026-04-04T13:00:00Z"),
    );
    expect(startOfShopDay("2026-11-01", "America/New_York")).toEqual(
      new Date("2026-11-01T04:00:00Z"),
    );
  });

  it("begins where the day before it ends, on every day of every place", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 1_500 }),
        (zone, days) => {
          const day = addDays("2025-01-01", days);
          const start = startOfShopDay(day, zone);
          expect(shopDayOf(start, zone)).toBe(day);
          expect(shopDayOf(new Date(start.getTime() - 1), zone)).toBe(
            addDays(day, -1),
          );
        },
      ),
    );
  });
});
