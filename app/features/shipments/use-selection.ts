import { useLocation } from "@remix-run/react";
import {
  IndexTableSelectionType as Kind,
  useIndexResourceState,
} from "@shopify/polaris";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ListRow } from "./list-page-view.ts";

export type Selection = ReturnType<typeof useSelection>;

type Toggle = {
  id: string;
  position: number;
  isOn: boolean;
  /** With those between it and the row that was chosen before. */
  isRange: boolean;
};

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
  // A row that has left the page meanwhile is not changed unseen.
  const ids = rows.flatMap(({ id }) => (chosen.has(id) ? [id] : []));
  const isAll = state.allResourcesSelected;
  const change = state.handleSelectionChange;
  // Their own functions stay, so that no row is drawn again for another one.
  const newest = useRef({ change, isSelecting: false });
  useEffect(() => {
    newest.current = { change, isSelecting: isAll || ids.length > 0 };
  });
  const last = useRef(0);
  const toggle = useCallback(({ id, position, isOn, isRange }: Toggle) => {
    const range: [number, number] = [
      Math.min(last.current, position),
      Math.max(last.current, position),
    ];
    last.current = position;
    if (isRange) newest.current.change(Kind.Multi, isOn, range);
    else newest.current.change(Kind.Single, isOn, id);
  }, []);
  const isSelecting = useCallback(() => newest.current.isSelecting, []);
  return { ids, isAll, change, toggle, isSelecting };
}
