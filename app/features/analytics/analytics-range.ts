import { z } from "zod";
import { addDays } from "#app/domain/shop-day.ts";

export const rangeKeys = [
  "last_7",
  "last_30",
  "last_90",
  "this_month",
  "last_month",
  "custom",
] as const;

export type RangeKey = (typeof rangeKeys)[number];

/** Days of the shop, "YYYY-MM-DD", both ends included; `before` is the period of the same length before it. */
export type AnalyticsRange = {
  key: RangeKey;
  from: string;
  to: string;
  before: { from: string; to: string };
};

const longestDays = 731;
const day = z.iso
  .date()
  .refine((text) => /^(19|20)\d\d-/.test(text))
  .nullable()
  .catch(null);
const querySchema = z.object({
  range: z.enum(rangeKeys).catch("last_30"),
  from: day,
  to: day,
});

/** The period that an address asks for. What makes no sense is the last 30 days. */
export function readRange(
  search: URLSearchParams,
  today: string,
): AnalyticsRange {
  const { range, from, to } = querySchema.parse({
    range: search.get("range"),
    from: search.get("from"),
    to: search.get("to"),
  });
  const period = periodOf(range, { from, to, today });
  const isSound =
    period &&
    period.from <= period.to &&
    daysBetween(period.from, period.to) < longestDays;
  if (!isSound) return withBefore("last_30", lastDays(30, today));
  return withBefore(range, period);
}

type Period = { from: string; to: string };

function periodOf(
  key: RangeKey,
  asked: { from: string | null; to: string | null; today: string },
): Period | undefined {
  const { from, to, today } = asked;
  const firstOfMonth = `${today.slice(0, 8)}01`;
  switch (key) {
    case "last_7":
      return lastDays(7, today);
    case "last_30":
      return lastDays(30, today);
    case "last_90":
      return lastDays(90, today);
    case "this_month":
      return { from: firstOfMonth, to: today };
    case "last_month": {
      const last = addDays(firstOfMonth, -1);
      return { from: `${last.slice(0, 8)}01`, to: last };
    }
    case "custom":
      return from && to ? { from, to } : undefined;
  }
}

const lastDays = (count: number, today: string): Period => ({
  from: addDays(today, 1 - count),
  to: today,
});

const withBefore = (key: RangeKey, period: Period): AnalyticsRange => ({
  key,
  ...period,
  before: periodBefore(period),
});

/** The period of the same length before one. */
export function periodBefore({ from, to }: Period): Period {
  const length = daysBetween(from, to) + 1;
  return { from: addDays(from, -length), to: addDays(from, -1) };
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Every day of a period. */
export function daysOf({ from, to }: Period): string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) =>
    addDays(from, index),
  );
}
