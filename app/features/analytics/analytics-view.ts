import type { AnalyticsRange } from "./analytics-range.ts";

/** A figure of the period, and of the one before it; null where there is too little to tell. */
export type Compared = { value: number | null; before: number | null };

export const figureKeys = [
  "shipped",
  "delivered",
  "median",
  "p90",
  "onTime",
  "exceptions",
] as const;

export type FigureKey = (typeof figureKeys)[number];

/** Transit times in days. `onTime`: the share within what the shop promises; null where it promises nothing. */
export type TransitRow = {
  key: string;
  parcels: number;
  median: number | null;
  p90: number | null;
  onTime: number | null;
};

export type TroubleRow = {
  key: string;
  shipped: number;
  exceptions: number;
  failedAttempts: number;
};

/** Parcels that had an expected delivery when they were shipped, and how many arrived within it. */
export type EstimateRow = { key: string; parcels: number; inside: number };

export type DayRow = {
  day: string;
  shipped: number;
  delivered: number;
  registered: number;
  refused: number;
  /** Neither: on their way to KeyDelivery, or left out by the shop's rules. */
  others: number;
};

export type AnalyticsView = {
  range: AnalyticsRange;
  figures: Record<FigureKey, Compared>;
  days: DayRow[];
  carriers: TransitRow[];
  countries: TransitRow[];
  troubles: TroubleRow[];
  estimates: EstimateRow[];
  isPromised: boolean;
  /** Changes of the last moments are not in the figures yet. */
  isCounting: boolean;
  hasParcels: boolean;
  carrierNames: Record<string, string>;
};

/** Fewer say nothing of a median. */
export const fewestParcels = 5;
/** Rows of a chart; the table and the file hold them all. */
export const chartRows = 10;
