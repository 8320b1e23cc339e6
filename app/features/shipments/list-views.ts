import type { ShipmentStatus } from "#app/domain/shipment-status.ts";
import type { ShownKey } from "./shown-state.ts";

/** A state as it is kept on a parcel's row: what only time or an account tells is left out. */
export type KeptState = Exclude<ShownKey, "blocked" | "silent">;

export const listViewNames = [
  "all",
  "in_transit",
  "out_for_delivery",
  "exceptions",
  "needs_attention",
  "delivered",
  "archived",
] as const;

export type ListViewName = (typeof listViewNames)[number];

type ListView = {
  archived: boolean;
  needsAttention: boolean;
  /** Null: all of them. */
  states: readonly KeptState[] | null;
};

const live = { archived: false, needsAttention: false, states: null };

/** The tabs of the list. An archived parcel is in no other one. */
export const listViews: Record<ListViewName, ListView> = {
  all: live,
  in_transit: {
    ...live,
    states: ["accepted", "in_transit", "customs", "delayed"],
  },
  out_for_delivery: { ...live, states: ["out_for_delivery"] },
  exceptions: {
    ...live,
    states: ["exception", "attempt_failed", "returning", "expired"],
  },
  needs_attention: { ...live, needsAttention: true },
  delivered: { ...live, states: ["delivered"] },
  archived: { ...live, archived: true },
};

/** Why a merchant should look at a parcel, as its row keeps it. */
export const attentionReasons = [
  "needs_carrier",
  "failed",
  "over_quota",
  "waiting_for_account",
  "exception",
  "attempt_failed",
  "returning",
  "expired",
  "silent",
  "stalled",
] as const;

export type AttentionReason = (typeof attentionReasons)[number];

export const registrationFilters = [
  "waiting",
  "registered",
  "needs_carrier",
  "no_number",
  "failed",
  "over_quota",
  "waiting_for_account",
  "not_tracked",
  "ended",
] as const;

export type RegistrationFilter = (typeof registrationFilters)[number];

/** How far a parcel has come with KeyDelivery. */
export function registrationFilterOf(state: KeptState): RegistrationFilter {
  switch (state) {
    case "waiting":
    case "detecting":
    case "checking_rules":
      return "waiting";
    case "ignored":
    case "dormant":
      return "not_tracked";
    case "needs_carrier":
    case "no_number":
    case "failed":
    case "over_quota":
    case "waiting_for_account":
    case "ended":
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
      return "registered";
  }
}

const unregistered = [
  "ended",
  "no_number",
  "detecting",
  "needs_carrier",
  "ignored",
  "checking_rules",
  "waiting_for_account",
  "waiting",
  "over_quota",
  "failed",
  "dormant",
] as const satisfies Exclude<KeptState, ShipmentStatus>[];

/** Every state that a row can have. */
export const keptStatesOf = (
  statuses: readonly ShipmentStatus[],
): KeptState[] => [...unregistered, ...statuses];
