import { z } from "zod";
import { addDays } from "#app/domain/shop-day.ts";
import { transitPercentile } from "#app/domain/transit-histogram.ts";
import type { DeliveredBucket, TransitSummary } from "./home-view.ts";

export const summaryDays = 30;
// A median of fewer says nothing.
const fewest = 5;

export const transitSummary: z.ZodType<TransitSummary> = z.object({
  median: z.number().nullable(),
  before: z.number().nullable(),
  days: z.array(z.object({ day: z.string(), median: z.number() })),
});

/** The median transit time of the last 30 days beside that of the 30 before, and of each day. */
export function summariseTransit(
  buckets: readonly DeliveredBucket[],
  today: string,
): TransitSummary {
  const first = addDays(today, 1 - summaryDays);
  const recent = buckets.filter(({ day }) => day >= first && day <= today);
  const earlier = buckets.filter(({ day }) => day < first);
  const days = Map.groupBy(recent, ({ day }) => day);
  return {
    median: medianOf(recent),
    before: medianOf(earlier),
    days: [...days]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([day, ofDay]) => {
        const median = transitPercentile(ofDay, 0.5);
        return median === null ? [] : [{ day, median }];
      }),
  };
}

function medianOf(buckets: readonly DeliveredBucket[]) {
  const parcels = buckets.reduce((sum, bucket) => sum + bucket.parcels, 0);
  return parcels < fewest ? null : transitPercentile(buckets, 0.5);
}
