import { expect, it } from "vitest";
import {
  measureEstimates,
  type MonthSum,
} from "#app/features/estimates/measure-estimates.ts";

const sum = (changes: Partial<MonthSum>): MonthSum => ({
  month: "2026-11",
  isAsked: true,
  carrierId: "ups",
  country: "DE",
  halfDays: 4,
  parcels: 1,
  ...changes,
});
const before = (changes: Partial<MonthSum>) =>
  sum({ month: "2026-10", isAsked: false, parcels: 20, ...changes });

it("holds each month against the half year before it", () => {
  expect(
    measureEstimates([
      before({}),
      sum({ parcels: 3 }),
      sum({ halfDays: 9, parcels: 2 }),
    ]),
  ).toEqual([{ key: "ups", parcels: 5, inside: 3 }]);
});

it("judges no parcel by itself, by later ones or by those of another carrier", () => {
  expect(
    measureEstimates([
      sum({ parcels: 500 }),
      before({ month: "2026-12" }),
      before({ month: "2026-04" }),
      before({ carrierId: "gls" }),
    ]),
  ).toEqual([]);
});

it("takes an earlier month of the period as history of a later one", () => {
  expect(
    measureEstimates([sum({ month: "2026-10", parcels: 20 }), sum({})]),
  ).toEqual([{ key: "ups", parcels: 1, inside: 1 }]);
});

it("falls back to the region", () => {
  expect(
    measureEstimates([before({ country: "FR" }), sum({ country: "DE" })]),
  ).toEqual([{ key: "ups", parcels: 1, inside: 1 }]);
});
