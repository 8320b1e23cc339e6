import { useTranslation } from "react-i18next";

const minuteMs = 60_000;

/** "4 minutes", until a moment, from the one that the page was read at. Rounded up: nothing comes sooner than said. */
export function useWaitText(now: string) {
  const { i18n } = useTranslation();
  return (until: string) => {
    const minutes = Math.ceil((Date.parse(until) - Date.parse(now)) / minuteMs);
    const isLong = minutes >= 120;
    const format = new Intl.NumberFormat(i18n.language, {
      style: "unit",
      unit: isLong ? "hour" : "minute",
      unitDisplay: "long",
    });
    return format.format(
      isLong ? Math.ceil(minutes / 60) : Math.max(1, minutes),
    );
  };
}
