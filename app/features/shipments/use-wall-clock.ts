import { remember } from "#app/components/remember.ts";
import { useLanguage } from "#app/components/use-language.ts";

const day = { day: "numeric", month: "short", year: "numeric" } as const;
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

const createWallClock = remember((language: string) => {
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, {
      ...options,
      timeZone: "UTC",
    });
    return (sortTime: string): string => {
      const time = new Date(`${sortTime.replace(" ", "T")}Z`);
      return Number.isNaN(time.getTime()) ? sortTime : format.format(time);
    };
  };
  return {
    day: write({ ...day, weekday: "long" }),
    time: write(clock),
    both: write({ ...day, ...clock }),
  };
});

/**
 * Writes a scan's local time ("YYYY-MM-DD HH:MM:SS"), whose zone nobody knows: the digits stay as they are,
 * whatever the reader's zone.
 */
export function useWallClock() {
  return createWallClock(useLanguage());
}
