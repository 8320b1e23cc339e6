import { z } from "zod";
import {
  transitWindow,
  type TransitWindow,
} from "#app/domain/transit-window.ts";
import { areasOf } from "./areas-of.ts";
import { sumAreas, type TransitSum } from "./sum-areas.ts";

/** Parcels delivered in a month ("2026-11"); `isAsked`: within the period that is looked at, not before it. */
export type MonthSum = TransitSum & { month: string; isAsked: boolean };

/** How many parcels had an estimate when they were shipped, and how many of them arrived within it. */
export const estimateRow = z.object({
  key: z.string(),
  parcels: z.number(),
  inside: z.number(),
});
export type EstimateRow = z.infer<typeof estimateRow>;

const historyMonths = 6;

/**
 * How true estimates were, by carrier: each parcel is held against the window that the half year before the month of
 * its delivery gives. So no parcel is judged by itself.
 */
export function measureEstimates(sums: readonly MonthSum[]): EstimateRow[] {
  const rows = new Map<string, EstimateRow>();
  const asked = sums.filter(({ isAsked }) => isAsked);
  for (const [month, delivered] of Map.groupBy(asked, (one) => one.month)) {
    const first = monthsBefore(month, historyMonths);
    const history = sumAreas(
      sums.filter((one) => one.month >= first && one.month < month),
    );
    const windowOf = createWindows(history);
    for (const { carrierId, country, halfDays, parcels } of delivered) {
      const window = windowOf(carrierId, country);
      if (!window) continue;
      const isInside = halfDays >= window.from && halfDays <= window.to;
      const row = rows.get(carrierId) ?? {
        key: carrierId,
        parcels: 0,
        inside: 0,
      };
      row.parcels += parcels;
      row.inside += isInside ? parcels : 0;
      rows.set(carrierId, row);
    }
  }
  return [...rows.values()].toSorted(
    (one, other) => other.parcels - one.parcels,
  );
}

/** The window of a carrier's parcels to a country, worked out once: of the nearest area that has enough of them. */
function createWindows(history: ReturnType<typeof sumAreas>) {
  const known = new Map<string, TransitWindow | null>();
  const ofArea = (carrierId: string, area: string) => {
    const key = `${carrierId} ${area}`;
    if (!known.has(key))
      known.set(key, transitWindow(history.get(carrierId)?.get(area) ?? []));
    return known.get(key) ?? null;
  };
  return (carrierId: string, country: string) => {
    for (const { area } of areasOf(country)) {
      const window = ofArea(carrierId, area);
      if (window) return window;
    }
    return null;
  };
}

function monthsBefore(month: string, count: number) {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - count);
  return date.toISOString().slice(0, 7);
}
