/** What can be done with many parcels at once. */
export const bulkKinds = [
  "retry",
  "choose_carrier",
  "archive",
  "unarchive",
] as const;

export type BulkKind = (typeof bulkKinds)[number];

/** Why a parcel stays as it is. */
export const leftReasons = [
  "gone",
  "ended",
  "no_number",
  "needs_carrier",
  "tracked",
  "waiting",
  "over_quota",
  "no_account",
  "same_carrier",
  "archived",
  "listed",
] as const;

export type LeftReason = (typeof leftReasons)[number];

/** How many parcels stay as they are, by the reason. */
export type Left = Partial<Record<LeftReason, number>>;

/** A change of all parcels that match, as far as it has come. */
export type BulkProgress = {
  id: string;
  kind: BulkKind;
  state: "running" | "done" | "cancelled";
  total: number;
  /** There were more than were counted. */
  hasMore: boolean;
  done: number;
  skipped: number;
  left: Left;
};

export type BulkAnswer =
  | { outcome: "changed"; kind: BulkKind; done: number; left: Left }
  | { outcome: "started" }
  | { outcome: "busy" }
  | { outcome: "cancelled" }
  | { outcome: "closed" }
  | { outcome: "no_carrier" }
  | { outcome: "failed" };

export const countLeft = (left: Left): number =>
  Object.values(left).reduce((sum, count) => sum + count, 0);
