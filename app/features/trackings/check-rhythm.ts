import {
  isTerminal,
  type ShipmentStatus,
} from "#app/domain/shipment-status.ts";

const hour = 3_600_000;
const pollRhythmMs = 12 * hour;

type Followed = {
  status: ShipmentStatus;
  pushAssured: boolean;
  pollUntil: Date | null;
};

/**
 * When a tracking is asked for again; null: no more. One that no push is assured for is asked for in the rhythm
 * of its state, one that was restarted every 12 hours until its 30 days are over, any other when it has been
 * silent for longer than its state allows. Spread by up to a tenth, so that a burst does not come back as one.
 */
export function nextCheckAt(
  followed: Followed,
  now: Date,
  random: () => number = Math.random,
): Date | null {
  const ms = checkAfterMs(followed, now);
  return ms === null
    ? null
    : new Date(now.getTime() + Math.round(ms * (1 + random() / 10)));
}

function checkAfterMs(
  { status, pushAssured, pollUntil }: Followed,
  now: Date,
): number | null {
  if (isTerminal(status)) return null;
  if (pollUntil) return pollUntil > now ? pollRhythmMs : null;
  if (status === "expired") return null;
  return pushAssured ? silenceMs(status) : rhythmMs(status);
}

type Moving = Exclude<ShipmentStatus, "delivered" | "returned" | "expired">;

function rhythmMs(status: Moving): number {
  switch (status) {
    case "out_for_delivery":
    case "attempt_failed":
      return 2 * hour;
    case "pending":
    case "accepted":
    case "in_transit":
    case "customs":
    case "exception":
    case "delayed":
    case "returning":
    case "unknown":
      return 6 * hour;
    case "info_received":
    case "ready_for_pickup":
      return 12 * hour;
  }
}

// KeyDelivery looks every four hours, and pushes a change only: silence is the rule, for days.
function silenceMs(status: Moving): number {
  switch (status) {
    case "out_for_delivery":
      return 24 * hour;
    case "pending":
    case "attempt_failed":
    case "ready_for_pickup":
      return 48 * hour;
    case "info_received":
    case "accepted":
    case "in_transit":
    case "exception":
    case "delayed":
    case "returning":
    case "unknown":
      return 96 * hour;
    case "customs":
      return 144 * hour;
  }
}
