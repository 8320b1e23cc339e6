import { transitPercentile, type TransitBucket } from "./transit-histogram.ts";

/** Half days after shipping, both ends included, within which most parcels arrive; and how many parcels say so. */
export type TransitWindow = { from: number; to: number; parcels: number };

/** Fewer parcels say too little of the next one. */
export const fewestForWindow = 20;

/**
 * From the 25th to the 90th percentile of those parcels that took longer than `after` half days: of one that is under
 * way for so long, the quicker ones tell nothing. Null where too few are left.
 */
export function transitWindow(
  buckets: readonly TransitBucket[],
  after = 0,
): TransitWindow | null {
  const left = buckets.filter(({ halfDays }) => halfDays > after);
  const parcels = left.reduce((sum, one) => sum + one.parcels, 0);
  const from = transitPercentile(left, 0.25);
  const to = transitPercentile(left, 0.9);
  if (from === null || to === null || parcels < fewestForWindow) return null;
  return { from: from * 2, to: to * 2, parcels };
}
