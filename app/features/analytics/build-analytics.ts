import { promiseFor, type PromiseDays } from "#app/domain/promise-days.ts";
import {
  transitPercentile,
  type TransitBucket,
} from "#app/domain/transit-histogram.ts";
import { daysOf, type AnalyticsRange } from "./analytics-range.ts";
import {
  fewestParcels,
  type AnalyticsView,
  type Compared,
  type DayRow,
  type TransitRow,
  type TroubleRow,
} from "./analytics-view.ts";
import type { DeliveredSum, ShippedSum } from "./load-sums.server.ts";

type Sums = {
  range: AnalyticsRange;
  shipped: readonly ShippedSum[];
  delivered: readonly DeliveredSum[];
  promise: PromiseDays;
};

type Built = Pick<
  AnalyticsView,
  "figures" | "days" | "carriers" | "countries" | "troubles" | "isPromised"
>;

/** What the page shows, from the sums of both periods. Pure. */
export function buildAnalytics(sums: Sums): Built {
  const { promise } = sums;
  const now = { ...sums, ...ofPeriod(sums, false) };
  const before = { ...sums, ...ofPeriod(sums, true) };
  return {
    figures: compare(figuresOf(now), figuresOf(before)),
    days: dayRows(now),
    carriers: transitRows(now.delivered, "carrierId", promise),
    countries: transitRows(now.delivered, "country", promise),
    troubles: troubleRows(now.shipped),
    isPromised:
      promise.default !== null || Object.keys(promise.countries).length > 0,
  };
}

const ofPeriod = ({ shipped, delivered }: Sums, isBefore: boolean) => ({
  shipped: shipped.filter((sum) => sum.isBefore === isBefore),
  delivered: delivered.filter((sum) => sum.isBefore === isBefore),
});

type Figures = Record<keyof Built["figures"], number | null>;

function figuresOf({ shipped, delivered, promise }: Sums): Figures {
  const days = shipped.filter(({ day }) => day !== null);
  const count = sumOf(days, ({ shipped }) => shipped);
  const buckets = bucketsOf(
    delivered.filter(({ country }) => country !== null),
  );
  const transit = percentilesOf(buckets);
  return {
    shipped: count,
    delivered: sumOf(
      delivered.filter(({ day }) => day !== null),
      ({ parcels }) => parcels,
    ),
    median: transit.median,
    p90: transit.p90,
    onTime: onTimeOf(delivered, promise),
    exceptions:
      count < fewestParcels
        ? null
        : sumOf(days, ({ exceptions }) => exceptions) / count,
  };
}

const compare = (now: Figures, before: Figures) =>
  Object.fromEntries(
    Object.entries(now).map(([key, value]): [string, Compared] => [
      key,
      { value, before: before[key as keyof Figures] },
    ]),
  ) as Built["figures"];

function dayRows({ range, shipped, delivered }: Sums): DayRow[] {
  const shippedOn = new Map(shipped.map((sum) => [sum.day, sum]));
  const deliveredOn = new Map(delivered.map((sum) => [sum.day, sum.parcels]));
  return daysOf(range).map((day) => {
    const sum = shippedOn.get(day);
    const { shipped = 0, registered = 0, refused = 0 } = sum ?? {};
    return {
      day,
      shipped,
      delivered: deliveredOn.get(day) ?? 0,
      registered,
      refused,
      others: shipped - registered - refused,
    };
  });
}

function transitRows(
  delivered: readonly DeliveredSum[],
  by: "carrierId" | "country",
  promise: PromiseDays,
): TransitRow[] {
  const groups = Map.groupBy(
    delivered.filter((sum) => sum[by] !== null),
    (sum) => sum[by] ?? "",
  );
  return [...groups]
    .map(([key, sums]) => {
      const buckets = bucketsOf(sums);
      return {
        key,
        parcels: parcelsIn(buckets),
        ...percentilesOf(buckets),
        onTime: by === "country" ? onTimeOf(sums, promise) : null,
      };
    })
    .toSorted((one, other) => other.parcels - one.parcels);
}

function troubleRows(shipped: readonly ShippedSum[]): TroubleRow[] {
  return shipped
    .flatMap(({ carrierId, ...sum }) =>
      carrierId === null
        ? []
        : {
            key: carrierId,
            shipped: sum.shipped,
            exceptions: sum.exceptions,
            failedAttempts: sum.failedAttempts,
          },
    )
    .toSorted((one, other) => other.shipped - one.shipped);
}

/** The share of parcels to countries with a promise that kept it; null where too few could. */
function onTimeOf(delivered: readonly DeliveredSum[], promise: PromiseDays) {
  let promised = 0;
  let kept = 0;
  for (const { country, halfDays, parcels } of delivered) {
    if (country === null || halfDays === null) continue;
    const days = promiseFor(promise, country || null);
    if (days === null) continue;
    promised += parcels;
    if (halfDays <= days * 2) kept += parcels;
  }
  return promised < fewestParcels ? null : kept / promised;
}

const bucketsOf = (sums: readonly DeliveredSum[]): TransitBucket[] =>
  [...Map.groupBy(sums, ({ halfDays }) => halfDays ?? 0)].map(
    ([halfDays, ones]) => ({
      halfDays,
      parcels: sumOf(ones, ({ parcels }) => parcels),
    }),
  );

const parcelsIn = (buckets: readonly TransitBucket[]) =>
  sumOf(buckets, ({ parcels }) => parcels);

function percentilesOf(buckets: readonly TransitBucket[]) {
  const isEnough = parcelsIn(buckets) >= fewestParcels;
  return {
    median: isEnough ? transitPercentile(buckets, 0.5) : null,
    p90: isEnough ? transitPercentile(buckets, 0.9) : null,
  };
}

const sumOf = <One>(ones: readonly One[], of: (one: One) => number) =>
  ones.reduce((sum, one) => sum + of(one), 0);
