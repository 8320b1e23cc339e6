import { describe, expect, it } from "vitest";
import { readRange } from "#app/features/analytics/analytics-range.ts";
import { buildAnalytics } from "#app/features/analytics/build-analytics.ts";
import type {
  DeliveredSum,
  ShippedSum,
} from "#app/features/analytics/load-sums.server.ts";

const range = readRange(new URLSearchParams("range=last_7"), "2026-03-15");
const shipped = (sum: Partial<ShippedSum>): ShippedSum => ({
  isBefore: false,
  day: null,
  carrierId: null,
  shipped: 0,
  registered: 0,
  refused: 0,
  exceptions: 0,
  failedAttempts: 0,
  ...sum,
});
const delivered = (sum: Partial<DeliveredSum>): DeliveredSum => ({
  isBefore: false,
  day: null,
  carrierId: null,
  country: null,
  halfDays: null,
  parcels: 0,
  ...sum,
});
const build = (
  of: Partial<Omit<Parameters<typeof buildAnalytics>[0], "range">>,
) =>
  buildAnalytics({
    range,
    shipped: [],
    delivered: [],
    promise: { default: null, countries: {} },
    ...of,
  });

describe("the figures of a period", () => {
  it("stand beside those of the one before", () => {
    const { figures } = build({
      shipped: [
        shipped({ day: "2026-03-14", shipped: 20, exceptions: 1 }),
        shipped({ day: "2026-03-15", shipped: 20, exceptions: 3 }),
        shipped({ day: "2026-03-03", isBefore: true, shipped: 10 }),
      ],
      delivered: [
        delivered({ country: "DE", halfDays: 4, parcels: 8 }),
        delivered({ country: "US", halfDays: 12, parcels: 2 }),
        delivered({ day: "2026-03-15", parcels: 10 }),
        delivered({ isBefore: true, country: "DE", halfDays: 6, parcels: 5 }),
      ],
    });
    expect(figures).toEqual({
      shipped: { value: 40, before: 10 },
      delivered: { value: 10, before: 0 },
      median: { value: 2, before: 3 },
      p90: { value: 6, before: 3 },
      onTime: { value: null, before: null },
      exceptions: { value: 0.1, before: 0 },
    });
  });

  it("say nothing of a median of four parcels", () => {
    const { figures, carriers } = build({
      delivered: [
        delivered({ country: "DE", halfDays: 4, parcels: 4 }),
        delivered({ carrierId: "gls", halfDays: 4, parcels: 4 }),
      ],
    });
    expect(figures.median.value).toBeNull();
    expect(carriers).toEqual([
      { key: "gls", parcels: 4, median: null, p90: null, onTime: null },
    ]);
  });

  it("hold parcels against the promise to their own country, to the half day", () => {
    const { figures, countries } = build({
      promise: { default: 5, countries: { DE: 2 } },
      delivered: [
        delivered({ country: "DE", halfDays: 4, parcels: 6 }),
        delivered({ country: "DE", halfDays: 5, parcels: 2 }),
        delivered({ country: "", halfDays: 10, parcels: 8 }),
      ],
    });
    expect(figures.onTime.value).toBe(14 / 16);
    expect(countries).toMatchObject([
      { key: "DE", onTime: 0.75 },
      { key: "", onTime: 1 },
    ]);
  });

  it("show every day, those without parcels too", () => {
    const { days } = build({
      shipped: [
        shipped({ day: "2026-03-15", shipped: 9, registered: 5, refused: 1 }),
      ],
      delivered: [delivered({ day: "2026-03-09", parcels: 2 })],
    });
    expect(days).toHaveLength(7);
    expect(days[0]).toEqual({
      day: "2026-03-09",
      shipped: 0,
      delivered: 2,
      registered: 0,
      refused: 0,
      others: 0,
    });
    expect(days.at(-1)).toMatchObject({ shipped: 9, others: 3 });
  });
});
