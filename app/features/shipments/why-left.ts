import type { BulkKind, LeftReason } from "./bulk-view.ts";
import type { KeptState } from "./list-views.ts";

type Facts = {
  state: KeptState;
  carrierId: string | null;
  archivedAt: Date | null;
  registerAt: Date | null;
  /** Null: nothing was sent to KeyDelivery. */
  lastAnswerCode: string | null;
  isAccountPaused: boolean;
};

type Change = { kind: BulkKind; carrierId: string | null };

/** Why a parcel stays as it is when this is asked of many; null: it is changed. */
export function whyLeft(
  parcel: Facts,
  change: Change,
  now: Date,
): LeftReason | null {
  switch (change.kind) {
    case "archive":
      return parcel.archivedAt ? "archived" : null;
    case "unarchive":
      return parcel.archivedAt ? null : "listed";
    case "choose_carrier":
      return whyCarrierStays(parcel, change.carrierId);
    case "retry":
      return whyNotRetried(parcel, now);
  }
}

function whyCarrierStays({ state, carrierId }: Facts, chosen: string | null) {
  if (state === "ended" || state === "no_number") return state;
  const isTried = state !== "failed" && state !== "needs_carrier";
  return isTried && carrierId === chosen ? "same_carrier" : null;
}

// As on the parcel's own page: what runs, or cannot be helped by trying, is left alone.
function whyNotRetried(parcel: Facts, now: Date): LeftReason | null {
  const { state, registerAt, lastAnswerCode, isAccountPaused } = parcel;
  switch (state) {
    case "failed":
    case "ignored":
    case "dormant":
    case "checking_rules":
      return null;
    case "waiting": {
      const isDelayed = registerAt !== null && registerAt > now;
      const helps = !isAccountPaused && (isDelayed || lastAnswerCode !== null);
      return helps ? null : "waiting";
    }
    case "detecting":
      return "waiting";
    case "waiting_for_account":
      return "no_account";
    case "ended":
    case "no_number":
    case "needs_carrier":
    case "over_quota":
      return state;
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
    case "delivered":
    case "returning":
    case "returned":
    case "expired":
    case "unknown":
      return "tracked";
  }
}
