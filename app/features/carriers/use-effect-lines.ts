import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { MappingPreview } from "./carriers-view.ts";

/** What would become of a company's parcels, line by line. */
export function useEffectLines(
  preview: MappingPreview | undefined,
  again: boolean,
): string[] {
  const { t } = useTranslation("carriers");
  const formats = useFormats();
  if (!preview) return [];
  const { carrier, waiting, tracked, account, quota, more } = preview;
  const kept = tracked.reduce((sum, { parcels }) => sum + parcels, 0);
  const trackings = preview.trackings + (again ? preview.movedTrackings : 0);
  const lines = [
    t("effect.new", { carrier: carrier.name }),
    waiting > 0
      ? t("effect.waiting", { count: waiting, carrier: carrier.name })
      : t("effect.noneWaiting"),
    kept > 0 &&
      t("effect.kept", {
        count: kept,
        carriers: formats.list(tracked.map(({ carrier: { name } }) => name)),
      }),
    trackings > 0 && t("effect.trackings", { count: trackings }),
    quota && trackings > 0 && t("effect.quota", { count: quota.left }),
    account === "none" && t("effect.noAccount"),
    more && t("effect.more"),
  ];
  return lines.filter((line) => typeof line === "string");
}
