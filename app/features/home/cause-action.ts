import type { CauseGroup } from "./home-view.ts";

/** What helps, beside the cause: a place where it is mended, or a call that mends it here. */
export type CauseAction =
  | {
      kind: "link";
      label: "reconnect" | "topUp" | "connect" | "choose" | "open" | "list";
      url: string;
    }
  | { kind: "retry"; shipmentId: string };

const settings = "/app/settings";

export function causeActionOf(group: CauseGroup): CauseAction {
  const [first] = group.named;
  const only = group.parcels.count === 1 ? first : undefined;
  switch (group.cause) {
    case "account_refused":
      return { kind: "link", label: "reconnect", url: settings };
    case "account_paused":
    case "over_quota":
      return { kind: "link", label: "topUp", url: settings };
    case "waiting_for_account":
      return { kind: "link", label: "connect", url: settings };
    case "needs_carrier":
      if (only) return { kind: "link", label: "choose", url: parcelUrl(only) };
      return group.company === null
        ? { kind: "link", label: "list", url: listUrl(group) }
        : { kind: "link", label: "choose", url: "/app/carriers" };
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

export const parcelUrl = ({ id }: { id: string }) => `/app/shipments/${id}`;

/** The list of all parcels of a cause. */
export function listUrl({ cause }: Pick<CauseGroup, "cause">): string {
  const isKept = cause !== "account_refused" && cause !== "account_paused";
  return isKept ? "/app/shipments?view=needs_attention" : "/app/shipments";
}
