import type { TransitBucket } from "#app/domain/transit-histogram.ts";

/** Counted up to 10,000. */
export type Capped = { count: number; more: boolean };

/** Why parcels need the merchant, the most urgent first. The first two are about parcels that wait for the account. */
export const causes = [
  "account_refused",
  "account_paused",
  "waiting_for_account",
  "over_quota",
  "needs_carrier",
  "failed",
  "exception",
  "attempt_failed",
  "returning",
  "stalled",
  "silent",
  "expired",
] as const;

export type Cause = (typeof causes)[number];

/** The causes that are kept on a parcel's row, as `attention`. */
export type KeptCause = Exclude<Cause, "account_refused" | "account_paused">;

export const keptCauses: readonly KeptCause[] = causes.filter(
  (cause): cause is KeptCause =>
    cause !== "account_refused" && cause !== "account_paused",
);

export type NamedParcel = { id: string; orderName: string };

export type CauseGroup = {
  cause: Cause;
  parcels: Capped;
  /** Of these, what came since yesterday began. */
  fresh: Capped;
  /** The newest of them. */
  named: NamedParcel[];
  /** All of them are of one company, as Shopify names it. */
  company: string | null;
};

export type Activity = {
  id: string;
  at: string;
  parcel: NamedParcel | null;
  /** A parcel's state, what somebody did, or how an import ended. */
  what:
    | { kind: "state"; state: string }
    | { kind: "deed"; action: string; carrier: string | null }
    | { kind: "import"; state: string; parcels: number };
};

export type TransitSummary = {
  /** Days, of the last 30 and of the 30 before; null where too little was delivered. */
  median: number | null;
  before: number | null;
  /** The median of each day with a delivery, the oldest first. */
  days: { day: string; median: number }[];
};

export type Figures = {
  inTransit: Capped;
  outForDelivery: Capped;
  delivered: Capped;
  needsAttention: Capped;
};

export type AccountHealth = {
  kind: "own" | "operator";
  state: "active" | "quota_exhausted" | "invalid_credentials" | "throttled";
  lastSuccessAt: string | null;
};

export type Health = {
  /** Parcels are registered and not at their end: news can be expected. */
  underWay: boolean;
  lastWebhookAt: string | null;
  lastPushAt: string | null;
  /** When all orders were last compared with Shopify's. */
  reconciledAt: string | null;
  /** That should have been again long ago. */
  reconcileIsLate: boolean;
  account: AccountHealth | null;
  writeBack: "off" | "no_permission" | "on";
  /** Statuses on their way to Shopify. */
  unwritten: Capped;
};

export type HomeView = {
  /** What "a minute ago" is told from. */
  now: string;
  timeZone: string;
  hasParcels: boolean;
  automaticRegistration: boolean;
  figures: Figures;
  transit: TransitSummary;
  attention: CauseGroup[];
  stalledDays: number;
  /** What came since yesterday, where the shop wants to be told and has not closed it today. */
  digest: CauseGroup[];
  activity: Activity[];
  health: Health;
};

/** Parcels delivered on a day, by the half days that they took. */
export type DeliveredBucket = TransitBucket & { day: string };
