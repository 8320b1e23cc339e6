import { expect, it } from "vitest";
import { areasOf } from "#app/features/estimates/areas-of.ts";
import {
  estimateDelivery,
  type KeptTransit,
} from "#app/features/estimates/estimate-delivery.ts";

const shippedAt = new Date("2026-11-20T12:00:00Z");
const took = (area: string, halfDays: number, parcels = 20): KeptTransit => ({
  area,
  halfDays,
  parcels,
});
const estimate = (
  kept: KeptTransit[],
  asked: { country?: string; now?: Date } = {},
) =>
  estimateDelivery({
    kept,
    country: "DE",
    shippedAt,
    now: shippedAt,
    ...asked,
  });

it("compares with parcels to the same country first, then the region, then all of the carrier", () => {
  expect(areasOf("DE").map(({ area }) => area)).toEqual([
    "DE",
    "region:EU",
    "",
  ]);
  expect(areasOf("").map(({ area }) => area)).toEqual([""]);
  const all = [took("DE", 4), took("region:EU", 6), took("", 10)];
  expect(estimate(all)).toMatchObject({ by: "country", parcels: 20 });
  expect(estimate(all.slice(1))).toMatchObject({ by: "region" });
  expect(estimate(all.slice(2))).toMatchObject({ by: "carrier" });
  expect(estimate(all, { country: "" })).toMatchObject({ by: "carrier" });
  expect(estimate([took("FR", 4, 1_000)])).toBeNull();
});

it("passes over an area with too few parcels", () => {
  expect(estimate([took("DE", 4, 19), took("", 10)])).toEqual({
    from: "2026-11-25T00:00:00.000Z",
    to: "2026-11-25T12:00:00.000Z",
    parcels: 20,
    by: "carrier",
  });
});

it("is corrected as time goes by, and never lies in the past", () => {
  const kept = [took("DE", 2, 60), took("DE", 6, 20)];
  expect(estimate(kept)).toMatchObject({
    from: "2026-11-21T00:00:00.000Z",
    parcels: 80,
  });
  const now = new Date("2026-11-23T03:00:00Z");
  expect(estimate(kept, { now })).toMatchObject({
    from: now.toISOString(),
    to: "2026-11-23T12:00:00.000Z",
    parcels: 20,
  });
});

it("is none for a parcel that takes longer than any before", () => {
  const now = new Date("2026-11-24T12:00:00Z");
  expect(estimate([took("DE", 6, 500)], { now })).toBeNull();
});
