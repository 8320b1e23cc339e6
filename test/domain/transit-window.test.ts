import fc from "fast-check";
import { expect, it } from "vitest";
import { transitWindow } from "#app/domain/transit-window.ts";

const oneOfEach = (...halfDays: number[]) =>
  halfDays.map((one) => ({ halfDays: one, parcels: 10 }));

it("reaches from the quickest quarter to what nine of ten need", () => {
  expect(transitWindow(oneOfEach(2, 3, 4, 5, 6, 7, 8, 9, 10, 30))).toEqual({
    from: 4,
    to: 10,
    parcels: 100,
  });
});

it("says nothing of fewer than 20 parcels", () => {
  expect(transitWindow([{ halfDays: 4, parcels: 19 }])).toBeNull();
  expect(transitWindow([{ halfDays: 4, parcels: 20 }])).toEqual({
    from: 4,
    to: 4,
    parcels: 20,
  });
});

it("asks only those that took longer, of a parcel that is under way", () => {
  const buckets = oneOfEach(2, 4, 6, 8);
  expect(transitWindow(buckets, 4)).toEqual({ from: 6, to: 8, parcels: 20 });
  expect(transitWindow(buckets, 6)).toBeNull();
});

it("is never over before it begins, and never in the past", () => {
  const bucket = fc.record({
    halfDays: fc.integer({ min: 1, max: 60 }),
    parcels: fc.integer({ min: 0, max: 50 }),
  });
  fc.assert(
    fc.property(fc.array(bucket), fc.nat(70), (buckets, after) => {
      const window = transitWindow(buckets, after);
      if (!window) return;
      expect(window.from).toBeGreaterThan(after);
      expect(window.to).toBeGreaterThanOrEqual(window.from);
      expect(window.parcels).toBeGreaterThanOrEqual(20);
    }),
  );
});
