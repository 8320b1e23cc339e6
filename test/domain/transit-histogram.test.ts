import { describe, expect, it } from "vitest";
import { transitPercentile } from "#app/domain/transit-histogram.ts";

const buckets = (...parcels: [halfDays: number, parcels: number][]) =>
  parcels.map(([halfDays, count]) => ({ halfDays, parcels: count }));

describe("a percentile of transit times", () => {
  it("is none without parcels", () => {
    expect(transitPercentile([], 0.5)).toBeNull();
    expect(transitPercentile(buckets([3, 0]), 0.5)).toBeNull();
  });

  it("is what that share of the parcels took at most, in days", () => {
    const times = buckets([2, 40], [5, 50], [20, 10]);
    expect(transitPercentile(times, 0.4)).toBe(1);
    expect(transitPercentile(times, 0.5)).toBe(2.5);
    expect(transitPercentile(times, 0.9)).toBe(2.5);
    expect(transitPercentile(times, 0.95)).toBe(10);
    expect(transitPercentile(times, 1)).toBe(10);
  });

  it("does not depend on the order of the buckets, or on how a bucket is split", () => {
    const times = buckets([20, 10], [2, 15], [5, 50], [2, 25]);
    expect(transitPercentile(times, 0.4)).toBe(1);
    expect(transitPercentile(times, 0.5)).toBe(2.5);
  });
});
