/** A day's arrivals, by the second. All figures that are not public are assumptions; docs/scaling.md says which. */
export type Demand = {
  /** Of an ordinary month. */
  parcelsPerMonth: number;
  /** A sale begins: hours of the day, in the time of most shoppers. */
  bursts: readonly number[];
  webhooksPerParcel: number;
  /** Of parcels that are under way: they follow the ordinary month, because their parcels were bought before. */
  pushesPerParcel: number;
  /** Imported history, handed in at the day's start, behind all live parcels. */
  backfill: number;
};

export const daySeconds = 86_400;
const monthSeconds = 30 * daySeconds;

// Of Shopify's sales by the minute in 2024: at their highest 9.0 times the mean of the second quarter, and over Black
// Friday three quarters of that.
const platformPeak = 9;
const dayMean = 0.75;
// What is planned for: a sale of one's own shops at the same minute.
const burstPeak = 20;
const burstSeconds = 1_800;
const noon = daySeconds / 2;

/** How many times an ordinary second's parcels come in a second of Black Friday. */
export function timesMean(second: number, bursts: readonly number[]): number {
  const wave = Math.cos((2 * Math.PI * (second - noon)) / daySeconds);
  const platform = platformPeak * (dayMean + (1 - dayMean) * wave);
  let nearest = burstSeconds;
  for (const hour of bursts)
    nearest = Math.min(nearest, Math.abs(second - hour * 3_600));
  // Rises and falls in a straight line.
  return platform + (burstPeak - platform) * (1 - nearest / burstSeconds);
}

/** Parcels that are shipped in each second of the day. */
export function parcelsOf({ parcelsPerMonth, bursts }: Demand): Float64Array {
  const mean = parcelsPerMonth / monthSeconds;
  return Float64Array.from(
    { length: daySeconds },
    (_, second) => mean * timesMean(second, bursts),
  );
}

export const pushesPerSecond = ({ parcelsPerMonth, pushesPerParcel }: Demand) =>
  (parcelsPerMonth / monthSeconds) * pushesPerParcel;
