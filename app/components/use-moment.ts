import { remember } from "./remember.ts";
import { useLanguage } from "./use-language.ts";

const formatOf = remember(
  (language: string, timeZone: string) =>
    new Intl.DateTimeFormat(language, {
      timeZone,
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }),
);

/**
 * Writes a moment in the shop's own time zone. Hours and minutes without "AM", because browsers and
 * servers put different spaces before it and the page would be drawn twice.
 */
export function useMoment(timeZone: string) {
  const format = formatOf(useLanguage(), timeZone);
  return (iso: string) => format.format(new Date(iso));
}
