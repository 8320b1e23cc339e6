/** The day at a place, "YYYY-MM-DD". */
export function shopDayOf(moment: Date, timeZone: string): string {
  return wallClock(moment, timeZone).slice(0, 10);
}

/** The moment a day begins at a place. Where its midnight is skipped, that is an hour after it. */
export function startOfShopDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const offsetAt = (time: number) =>
    Date.parse(`${wallClock(new Date(time), timeZone)}Z`) - time;
  const first = midnight - offsetAt(midnight);
  const second = new Date(midnight - offsetAt(first));
  return shopDayOf(second, timeZone) === day ? second : new Date(first);
}

/** The day so many days later, or before. */
export function addDays(day: string, days: number): string {
  const time = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  return new Date(time).toISOString().slice(0, 10);
}

// "YYYY-MM-DDTHH:MM:SS" there.
function wallClock(moment: Date, timeZone: string) {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return format.format(moment).replace(" ", "T");
}
