import { useLocation } from "@remix-run/react";
import { useIndexResourceState } from "@shopify/polaris";
import { useState } from "react";
import type { ListRow } from "./list-page-view.ts";

export type Selection = ReturnType<typeof useSelection>;

/** The rows that are chosen: none on another page, nor after something was done with them. */
export function useSelection(rows: ListRow[], times: number) {
  const state = useIndexResourceState(rows);
  const { search } = useLocation();
  const of = `${times} ${search}`;
  const [chosenOf, setChosenOf] = useState(of);
  if (of !== chosenOf) {
    setChosenOf(of);
    state.clearSelection();
  }
  const chosen = new Set(state.selectedResources);
  return {
    // A row that has left the page meanwhile is not changed unseen.
    ids: rows.flatMap(({ id }) => (chosen.has(id) ? [id] : [])),
    isAll: state.allResourcesSelected,
    change: state.handleSelectionChange,
  };
}
