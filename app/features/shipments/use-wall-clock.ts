import { useTranslation } from "react-i18next";

/**
 * Writes a scan's local time ("YYYY-MM-DD HH:MM:SS"), whose zone nobody knows: the digits stay as they are,
 * whatever the reader's zone.
 */
export function useWallClock() {
  const { i18n } = useTranslation();
  const day = { day: "numeric", month: "short", year: "numeric" } as const;
  const write =
    (options: Intl.DateTimeFormatOptions) =>
    (sortTime: string): string => {
      const time = new Date(`${sortTime.replace(" ", "T")}Z`);
      if (Number.isNaN(time.getTime())) return sortTime;
      const format = new Intl.DateTimeFormat(i18n.language, {
        ...options,
        timeZone: "UTC",
      });
      return format.format(time);
    };
  const clock = {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  } as const;
  return {
    day: write({ ...day, weekday: "long" }),
    time: write(clock),
    both: write({ ...day, ...clock }),
  };
}
