/** How many parcels took so many half days, rounded up. Histograms of days and carriers add up; medians do not. */
export type TransitBucket = { halfDays: number; parcels: number };

/** Days that this share of the parcels took at most, to half a day; null where there are none. 0.5 is the median. */
export function transitPercentile(
  buckets: readonly TransitBucket[],
  share: number,
): number | null {
  const filled = buckets
    .filter(({ parcels }) => parcels > 0)
    .toSorted((one, other) => one.halfDays - other.halfDays);
  const total = filled.reduce((sum, { parcels }) => sum + parcels, 0);
  let counted = 0;
  for (const { halfDays, parcels } of filled) {
    counted += parcels;
    if (counted >= share * total) return halfDays / 2;
  }
  return null;
}
