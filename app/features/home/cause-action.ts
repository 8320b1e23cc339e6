import type { Cause, CauseGroup } from "./home-view.ts";

/** What helps, beside the cause: a place where it is mended, or a call that mends it here. */
export type CauseAction =
  | {
      kind: "link";
      label: "reconnect" | "settings" | "connect" | "choose" | "open" | "list";
      url: string;
    }
  | { kind: "retry"; shipmentId: string };

/** Whose KeyDelivery account the shop uses. */
export type Payer = "own" | "operator" | null;

const settings = "/app/settings";

export function causeActionOf(group: CauseGroup, payer: Payer): CauseAction {
  const [first] = group.named;
  const only = group.parcels.count === 1 ? first : undefined;
  switch (group.cause) {
    case "account_refused":
    case "account_paused":
      return {
        kind: "link",
        label: accountLabelOf(group, payer),
        url: settings,
      };
    case "over_quota":
    case "waiting_for_account":
      return { kind: "link", label: "connect", url: settings };
    case "needs_carrier":
      if (only) return { kind: "link", label: "choose", url: parcelUrl(only) };
      return { kind: "link", label: "list", url: listUrl(group) };
    case "failed":
      return only
        ? { kind: "retry", shipmentId: only.id }
        : { kind: "link", label: "list", url: listUrl(group) };
    case "exception":
    case "attempt_failed":
    case "returning":
    case "stalled":
    case "silent":
    case "expired":
      return only
        ? { kind: "link", label: "open", url: parcelUrl(only) }
        : { kind: "link", label: "list", url: listUrl(group) };
  }
}

// What is the operator's to mend, the shop can only go around.
function accountLabelOf({ cause }: CauseGroup, payer: Payer) {
  if (payer === "operator") return "connect";
  return cause === "account_refused" ? "reconnect" : "settings";
}

export const parcelUrl = ({ id }: { id: string }) => `/app/shipments/${id}`;

/** The list of all parcels of a cause, and of no other. */
export function listUrl({ cause }: Pick<CauseGroup, "cause">): string {
  const [filter, value] = filterOf(cause);
  const view = cause.startsWith("account_") ? "" : "view=needs_attention&";
  return `/app/shipments?${view}${filter}=${value}`;
}

// In these states, standing still is the only reason to look.
const moving =
  "info_received,accepted,in_transit,customs,out_for_delivery,ready_for_pickup,delayed,unknown";

function filterOf(cause: Cause): ["registration" | "status", string] {
  switch (cause) {
    case "account_refused":
    case "account_paused":
      return ["registration", "waiting"];
    case "needs_carrier":
    case "failed":
    case "over_quota":
    case "waiting_for_account":
      return ["registration", cause];
    case "exception":
    case "attempt_failed":
    case "returning":
    case "expired":
      return ["status", cause];
    case "silent":
      return ["status", "pending"];
    case "stalled":
      return ["status", moving];
  }
}
