type Tone = "neutral" | "info" | "success" | "caution" | "warning" | "critical";

const looks: Record<string, { tone: Tone; step?: 1 | 2 | 3 | 4 }> = {
  pending: { tone: "info", step: 1 },
  info_received: { tone: "info", step: 1 },
  accepted: { tone: "info", step: 2 },
  in_transit: { tone: "info", step: 2 },
  customs: { tone: "info", step: 2 },
  delayed: { tone: "warning", step: 2 },
  exception: { tone: "critical", step: 2 },
  out_for_delivery: { tone: "info", step: 3 },
  ready_for_pickup: { tone: "caution", step: 3 },
  attempt_failed: { tone: "warning", step: 3 },
  delivered: { tone: "success", step: 4 },
  returning: { tone: "warning" },
  returned: { tone: "warning" },
  expired: { tone: "warning" },
  needs_carrier: { tone: "caution" },
  silent: { tone: "caution" },
  blocked: { tone: "warning" },
  over_quota: { tone: "warning" },
  failed: { tone: "critical" },
};

/** How a state looks, and how far it is on the way of four steps. */
export const lookOf = (state: string) =>
  looks[state] ?? { tone: "neutral" as const };
