import type { Payment } from "#app/components/tracking-cost.tsx";

// What the import shows, on its page and in the set-up guide.

export type ImportState =
  "counting" | "ready" | "running" | "paused" | "done" | "cancelled" | "failed";

export type ImportSummary = {
  id: string;
  state: ImportState;
  days: number;
  /** Orders looked at so far. */
  orders: number;
  /** Parcels left out: delivered, followed already, or by the merchant's rules. */
  delivered: number;
  known: number;
  leftOut: number;
  /** Parcels to register: each uses one tracking at most. */
  parcels: number;
  /** Of these, handed to registration. */
  imported: number;
  /** It could not go on the last time it tried, and tries again. */
  isStuck: boolean;
  createdAt: string;
  endedAt: string | null;
};

/** Parcels that the newest import brought. */
export type ImportOutcome = {
  registered: number;
  waiting: number;
  overQuota: number;
  needsCarrier: number;
  failed: number;
};

export type ImportView = Payment & {
  backfill: ImportSummary | null;
  outcome: ImportOutcome;
  earlier: ImportSummary[];
  timeZone: string;
};

export type ImportAnswer = ImportView | { failed: true };
