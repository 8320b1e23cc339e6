import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { CompanyFigures } from "./carriers-view.ts";

/** A company's figures in words, in the order of the table's columns. */
export function useCompanyFigures(figures: CompanyFigures) {
  const { t } = useTranslation("carriers");
  const formats = useFormats();
  const { parcels, registered, rejected, transitDays } = figures;
  return {
    parcels: formats.number(parcels),
    registered: registered === null ? t("none") : formats.percent(registered),
    rejected: formats.number(rejected),
    transit: transitDays === null ? t("none") : formats.days(transitDays),
  };
}
