export type DeletionView = {
  /** Fulfillments so far. */
  deleted: number;
  startedAt: string;
  endedAt: string | null;
  /** By the merchant, before all was gone. */
  isStopped: boolean;
};

export type DataView = {
  /** What is typed to confirm. */
  shopName: string;
  /** The newest. */
  deletion: DeletionView | null;
  timeZone: string;
};

export type DataAnswer =
  | { outcome: "started" }
  | { outcome: "wrong_name" }
  | { outcome: "stopped" }
  | { outcome: "failed" };
