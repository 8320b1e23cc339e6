import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { AnalyticsView } from "./analytics-view.ts";

/** How carriers and countries are called; what is not known is said so. */
export function useNames({
  carrierNames,
}: Pick<AnalyticsView, "carrierNames">) {
  const { t } = useTranslation("analytics");
  const formats = useFormats();
  return {
    carrier: (id: string) => carrierNames[id] || id || t("unknown"),
    country: (code: string) => (code ? formats.country(code) : t("unknown")),
  };
}
