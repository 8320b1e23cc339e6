import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { ListView } from "./list-page-view.ts";
import { useMatchCount } from "./use-match-count.ts";
import type { Selection } from "./use-selection.ts";

/** How all that match are chosen, beyond the rows of the page. */
export function useSelectAll(view: ListView, { ids }: Selection) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const { newer, older, query } = view;
  const hasMoreItems = newer !== null || older !== null;
  const counted = useMatchCount(query, hasMoreItems && ids.length > 0);
  const number = counted && formats.count(counted);
  return {
    hasMoreItems,
    paginatedSelectAllActionText: number
      ? t("list.bulk.selectAll", { number })
      : t("list.bulk.selectMatching"),
    paginatedSelectAllText: number
      ? t("list.bulk.allSelected", { number })
      : t("list.bulk.matchingSelected"),
  };
}
