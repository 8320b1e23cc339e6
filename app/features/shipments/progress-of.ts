import type { ShownKey } from "./shown-state.ts";

const onward = [
  "shipped",
  "in_transit",
  "out_for_delivery",
  "delivered",
] as const;
const back = ["shipped", "in_transit", "returning", "returned"] as const;

export type Progress = {
  steps: typeof onward | typeof back;
  /** How many of the steps are reached. */
  reached: number;
  tone: "normal" | "trouble" | "done" | "turned";
};

/** How far a parcel is on its way; null while it is not followed, so that there is nothing to draw. */
export function progressOf(key: ShownKey): Progress | null {
  switch (key) {
    case "pending":
    case "info_received":
    case "silent":
      return { steps: onward, reached: 1, tone: "normal" };
    case "accepted":
    case "in_transit":
    case "customs":
    case "unknown":
      return { steps: onward, reached: 2, tone: "normal" };
    case "delayed":
    case "exception":
    case "expired":
      return { steps: onward, reached: 2, tone: "trouble" };
    case "out_for_delivery":
    case "ready_for_pickup":
      return { steps: onward, reached: 3, tone: "normal" };
    case "attempt_failed":
      return { steps: onward, reached: 3, tone: "trouble" };
    case "delivered":
      return { steps: onward, reached: 4, tone: "done" };
    case "returning":
      return { steps: back, reached: 3, tone: "turned" };
    case "returned":
      return { steps: back, reached: 4, tone: "turned" };
    case "ended":
    case "no_number":
    case "needs_carrier":
    case "detecting":
    case "ignored":
    case "checking_rules":
    case "waiting_for_account":
    case "waiting":
    case "blocked":
    case "over_quota":
    case "failed":
    case "dormant":
      return null;
  }
}
