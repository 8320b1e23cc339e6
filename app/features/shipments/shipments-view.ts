import type { ShownState } from "./shown-state.ts";

// What the pages show. Nothing of another shop, nothing of the account.

export type ShipmentRow = {
  id: string;
  orderName: string;
  number: string;
  carrier: string | null;
  state: ShownState;
  /** Local time at the scan, never shifted. */
  lastEventTime: string | null;
  shippedAt: string;
};

export type ShipmentList = {
  rows: ShipmentRow[];
  /** Cursors; null where the list ends. */
  newer: string | null;
  older: string | null;
  moving: boolean;
};

export type ShipmentsPageView = ShipmentList & {
  search: string;
  timeZone: string;
  automaticRegistration: boolean;
};
