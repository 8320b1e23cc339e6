import type { FoundShipment } from "./find-shipment.server.ts";
import { refreshOutcomes, type RefreshView } from "./shipments-view.ts";

const minuteMs = 60_000;
/** A parcel is asked for once in five minutes; one that arrived, once a day. */
const restMs = 5 * minuteMs;
const restOfEndedMs = 24 * 60 * minuteMs;
/** Then the job was lost, or KeyDelivery is down: it may be asked again. */
const givenUpMs = 2 * minuteMs;

/** Real-time queries that a shop may ask for in an hour. */
export const refreshesPerHour = 30;

/** Until when a parcel asked for at `askedAt` rests. */
export function restsUntil(status: string, askedAt: Date | null): Date | null {
  if (!askedAt) return null;
  const isOver = status === "delivered" || status === "returned";
  return new Date(askedAt.getTime() + (isOver ? restOfEndedMs : restMs));
}

/** Whether, and since when, a parcel can be asked for by hand. */
export function refreshOf(
  found: Pick<
    FoundShipment,
    | "endedAt"
    | "hold"
    | "registration"
    | "status"
    | "askedAt"
    | "askedOutcome"
    | "newScans"
  >,
  now: Date,
): RefreshView | null {
  const { registration, status, askedAt } = found;
  const isFollowed = !found.endedAt && found.hold === "none" && status;
  if (!isFollowed || registration !== "registered") return null;
  const outcome = refreshOutcomes.find((one) => one === found.askedOutcome);
  const until = restsUntil(status, askedAt);
  return {
    notBefore: until && until > now ? until.toISOString() : null,
    isRunning:
      askedAt !== null &&
      found.askedOutcome === null &&
      now.getTime() - askedAt.getTime() < givenUpMs,
    outcome: outcome ?? null,
    newScans: found.newScans ?? 0,
    at: askedAt?.toISOString() ?? null,
  };
}
