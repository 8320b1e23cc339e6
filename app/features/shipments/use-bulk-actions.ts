import { useTranslation } from "react-i18next";
import type { BulkKind } from "./bulk-view.ts";
import type { ListView } from "./list-page-view.ts";
import { listViews } from "./list-views.ts";
import type { Bulk } from "./use-bulk.ts";
import type { Selection } from "./use-selection.ts";

const live: BulkKind[] = ["archive", "retry", "choose_carrier"];
const archived: BulkKind[] = ["unarchive"];

/** What can be done with the rows that are chosen. */
export function useBulkActions(
  { query }: ListView,
  bulk: Bulk,
  { ids, isAll }: Selection,
) {
  const { t } = useTranslation("shipments");
  const kinds = listViews[query.view].archived ? archived : live;
  return kinds.map((kind) => ({
    content: t(`list.bulk.action.${kind}`),
    disabled: bulk.running,
    onAction: () =>
      bulk.ask({
        kind,
        scope: isAll ? { kind: "all", query } : { kind: "chosen", ids },
      }),
  }));
}
