import { Badge, type BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ShownKey, ShownState } from "./shown-state.ts";

const looks: Record<ShownKey, Pick<BadgeProps, "tone" | "progress">> = {
  ended: {},
  no_number: { tone: "attention", progress: "incomplete" },
  needs_carrier: { tone: "attention", progress: "incomplete" },
  detecting: { progress: "incomplete" },
  ignored: {},
  checking_rules: { progress: "incomplete" },
  waiting_for_account: { tone: "attention", progress: "incomplete" },
  waiting: { progress: "incomplete" },
  blocked: { tone: "warning", progress: "incomplete" },
  over_quota: { tone: "warning", progress: "incomplete" },
  failed: { tone: "critical", progress: "incomplete" },
  dormant: { progress: "incomplete" },
  silent: { tone: "attention", progress: "incomplete" },
  pending: { tone: "info", progress: "incomplete" },
  info_received: { tone: "info", progress: "incomplete" },
  accepted: { tone: "info", progress: "partiallyComplete" },
  in_transit: { tone: "info", progress: "partiallyComplete" },
  customs: { tone: "info", progress: "partiallyComplete" },
  out_for_delivery: { tone: "info", progress: "partiallyComplete" },
  ready_for_pickup: { tone: "attention", progress: "partiallyComplete" },
  attempt_failed: { tone: "warning", progress: "partiallyComplete" },
  delayed: { tone: "warning", progress: "partiallyComplete" },
  exception: { tone: "critical", progress: "partiallyComplete" },
  delivered: { tone: "success", progress: "complete" },
  returning: { tone: "warning", progress: "partiallyComplete" },
  returned: { tone: "warning", progress: "complete" },
  expired: { tone: "warning", progress: "complete" },
  unknown: { progress: "partiallyComplete" },
};

/** The badge, and for an ended parcel why it ended. */
export function StatusBadge({ state }: { state: ShownState }) {
  const { t } = useTranslation("shipments");
  const { key, reason } = state;
  const label = t(`state.${key}`);
  return (
    <Badge {...looks[key]}>
      {key === "ended" && reason
        ? t("endedBecause", {
            label,
            reason: t([`endReason.${reason}`, "endReason.other"]),
          })
        : label}
    </Badge>
  );
}
