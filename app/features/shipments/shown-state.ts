import type { ShipmentStatus } from "#app/domain/shipment-status.ts";

export type ShownKey =
  | "ended"
  | "no_number"
  | "detecting"
  | "needs_carrier"
  | "ignored"
  | "checking_rules"
  | "waiting_for_account"
  | "waiting"
  | "blocked"
  | "over_quota"
  | "failed"
  | "dormant"
  | "silent"
  | ShipmentStatus;

/** What a merchant reads about a parcel; `reason` says why it ended. */
export type ShownState = { key: ShownKey; reason: string | null };

export type Registration =
  | "dormant"
  | "waiting"
  | "over_quota"
  | "registering"
  | "registered"
  | "failed";

/** Then it is likely that another carrier has the parcel. */
export const silentAfterMs = 48 * 3_600_000;

export type StateFacts = {
  endedAt: Date | null;
  endReason: string | null;
  hold:
    | "none"
    | "no_number"
    | "detecting"
    | "needs_carrier"
    | "ignored"
    | "checking_rules";
  tracking: {
    registration: Registration;
    registeredAt: Date | null;
    status: ShipmentStatus;
    account: {
      state: "active" | "quota_exhausted" | "invalid_credentials" | "throttled";
    };
  } | null;
};

/** The shipment's end, else its hold, else its tracking's registration, else its status. */
export function shownStateOf(
  shipment: StateFacts,
  now: Date = new Date(),
): ShownState {
  return {
    key: keyOf(shipment, now),
    reason: shipment.endedAt ? shipment.endReason : null,
  };
}

function keyOf({ endedAt, hold, tracking }: StateFacts, now: Date): ShownKey {
  if (endedAt) return "ended";
  if (hold !== "none") return hold;
  if (!tracking) return "waiting_for_account";
  switch (tracking.registration) {
    case "waiting":
    case "registering":
      return isPaused(tracking.account.state) ? "blocked" : "waiting";
    case "over_quota":
    case "failed":
    case "dormant":
      return tracking.registration;
    case "registered":
      return isSilent(tracking, now) ? "silent" : tracking.status;
  }
}

function isSilent(
  { status, registeredAt }: NonNullable<StateFacts["tracking"]>,
  now: Date,
) {
  return (
    status === "pending" &&
    registeredAt !== null &&
    now.getTime() - registeredAt.getTime() > silentAfterMs
  );
}

// One that is throttled goes on by itself, only more slowly.
function isPaused(
  state: NonNullable<StateFacts["tracking"]>["account"]["state"],
) {
  return state === "quota_exhausted" || state === "invalid_credentials";
}

const expected = new Set<ShownKey>([
  "pending",
  "info_received",
  "accepted",
  "in_transit",
  "customs",
  "delayed",
  "unknown",
]);

/** On its way, and not so near that its status says more of its arrival than earlier parcels do. */
export const isExpected = (key: ShownKey) => expected.has(key);

/** Whether it can change without the merchant, so that the page should look again. */
export function isMoving(key: ShownKey): boolean {
  switch (key) {
    case "waiting":
    case "blocked":
    case "over_quota":
    case "detecting":
    case "checking_rules":
    case "silent":
    case "waiting_for_account":
    case "pending":
    case "info_received":
    case "accepted":
    case "in_transit":
    case "customs":
    case "out_for_delivery":
    case "ready_for_pickup":
    case "attempt_failed":
    case "delayed":
    case "exception":
    case "returning":
    case "unknown":
      return true;
    case "ended":
    case "no_number":
    case "needs_carrier":
    case "ignored":
    case "failed":
    case "dormant":
    case "delivered":
    case "returned":
    case "expired":
      return false;
  }
}
