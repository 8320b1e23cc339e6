export type Formats = ReturnType<typeof createFormats>;

const minute = 60_000;
const steps = [
  { unit: "year", ms: 365 * 24 * 60 * minute },
  { unit: "month", ms: 30 * 24 * 60 * minute },
  { unit: "day", ms: 24 * 60 * minute },
  { unit: "hour", ms: 60 * minute },
  { unit: "minute", ms: minute },
] as const;

/** Server and browser write the same: nothing here reads the clock or the reader's time zone. */
export function createFormats(locale: string) {
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: 1,
  });
  const days = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: "day",
    unitDisplay: "long",
    maximumFractionDigits: 1,
  });
  const order = new Intl.Collator(locale);
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  return {
    /** 10,000 */
    number: (value: number) => numbers.format(value),
    /** 10,000+, where counting was given up at that number. */
    count: ({ count, more }: { count: number; more: boolean }) =>
      `${numbers.format(count)}${more ? "+" : ""}`,
    /** 93.4%, of 0.934 */
    percent: (share: number) => percents.format(share),
    /** 2.5 days */
    days: (value: number) => days.format(value),
    /** DHL, UPS, and FedEx */
    list: (items: string[]) => lists.format(items),
    country: createCountryName(locale),
    /** The order of names in a list. */
    compare: (one: string, other: string) => order.compare(one, other),
    ago: createAgo(locale),
    ...createDays(locale),
  };
}

/** Germany, of DE. What is no country stays as it is. */
function createCountryName(locale: string) {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return (code: string) =>
    /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

/** "4 minutes ago". `now` comes with what the loader read: a clock of the browser's own would be another one. */
function createAgo(locale: string) {
  const format = new Intl.RelativeTimeFormat(locale);
  const justNow = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return (then: string, now: string) => {
    const passed = Math.max(0, Date.parse(now) - Date.parse(then));
    const step = steps.find(({ ms }) => passed >= ms);
    return step
      ? format.format(-Math.floor(passed / step.ms), step.unit)
      : justNow.format(0, "second");
  };
}

/** Days of a calendar ("2026-11-23"), and moments by their day in UTC. Moments of a shop: `useMoment`. */
function createDays(locale: string) {
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, {
      ...options,
      timeZone: "UTC",
    });
    return (day: string) => format.format(new Date(day));
  };
  return {
    /** Nov 23, 2026 */
    day: write({ day: "numeric", month: "short", year: "numeric" }),
    /** Nov 23 */
    shortDay: write({ day: "numeric", month: "short" }),
    /** November 23 */
    dayOfMonth: write({ day: "numeric", month: "long" }),
    /** November */
    month: write({ month: "long" }),
  };
}
