import type { BulkProgress } from "./bulk-view.ts";
import type { ListQuery } from "./list-query.ts";
import type { AttentionReason } from "./list-views.ts";
import type { ShownState } from "./shown-state.ts";

// What the list shows. Nothing of another shop, nothing of the account.

export type ListRow = {
  id: string;
  orderName: string;
  number: string;
  carrier: string | null;
  /** ISO code. */
  country: string | null;
  state: ShownState;
  attention: AttentionReason | null;
  /** Local time at the scan, never shifted. */
  lastEvent: { time: string; text: string } | null;
  shippedAt: string;
};

export type ListPage = {
  rows: ListRow[];
  /** Cursors, "" for the first page; null where the list ends. */
  newer: string | null;
  older: string | null;
  /** The page ends before it is full, because so many parcels were looked at: up to this moment. */
  lookedUpTo: string | null;
  moving: boolean;
};

export type SavedView = { id: string; name: string; query: string };

export type SavedViewAnswer =
  | { outcome: "saved"; id: string; query: string }
  | { outcome: "renamed" }
  | { outcome: "deleted" }
  | {
      outcome: "invalid";
      error: "missing" | "too_long" | "taken" | "too_many";
    }
  | { outcome: "failed" };

/** Counted up to 10,000. */
export type Capped = { count: number; more: boolean };

export type ListFrame = {
  hasParcels: boolean;
  counts: { exceptions: Capped; needs_attention: Capped };
  /** What this shop's parcels have: what can be chosen. */
  carriers: { id: string; name: string }[];
  countries: string[];
  savedViews: SavedView[];
  /** The newest change of all that match; null once it was read. */
  bulk: BulkProgress | null;
};

export type ListView = ListPage &
  ListFrame & {
    query: ListQuery;
    timeZone: string;
    automaticRegistration: boolean;
    stalledDays: number;
    /** As its browser says: what is drawn first has its size. */
    isPhone: boolean;
  };
