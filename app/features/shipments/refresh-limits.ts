import {
  isTerminal,
  type ShipmentStatus,
} from "#app/domain/shipment-status.ts";
import { refreshProblemOf } from "./refresh-problem.ts";
import {
  refreshOutcomes,
  type RefreshOutcome,
  type RefreshView,
} from "./shipments-view.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** What a shop may ask for in an hour, whichever parcels. */
export const refreshesPerHour = 30;
/** Nobody answers any more: the job, or its process, was lost. */
export const lostAfterMs = 2 * minuteMs;
const restMs = 5 * minuteMs;
const restOfArrivedMs = 24 * hourMs;
// KeyDelivery told nothing: it may be tried again soon.
const restAfterFailureMs = minuteMs;

/** The shop's last refresh of a tracking, all null for none; and how often it asked within the hour. */
export type RefreshFacts = {
  status: ShipmentStatus;
  askedAt: Date | null;
  settledAt: Date | null;
  outcome: string | null;
  newScans: number | null;
  answerCode: string | null;
  recent: number;
  firstRecentAt: Date | null;
};

/** Whether a parcel can be asked for by hand now, when else, and what the last time brought. */
export function refreshOf(facts: RefreshFacts, now: Date): RefreshView {
  const isOpen = facts.askedAt !== null && facts.settledAt === null;
  const isRunning =
    isOpen && now.getTime() - facts.askedAt!.getTime() < lostAfterMs;
  const outcome = isOpen ? "failed" : outcomeOf(facts.outcome);
  return {
    isRunning,
    rest: isRunning ? null : restOf(facts, outcome, now),
    last:
      isRunning || !facts.askedAt || !outcome
        ? null
        : {
            at: facts.askedAt.toISOString(),
            outcome,
            newScans: facts.newScans ?? 0,
            problem:
              outcome === "failed" ? refreshProblemOf(facts.answerCode) : null,
          },
  };
}

function restOf(
  { status, askedAt, recent, firstRecentAt }: RefreshFacts,
  outcome: RefreshOutcome | undefined,
  now: Date,
): RefreshView["rest"] {
  const rests: NonNullable<RefreshView["rest"]>[] = [];
  const add = (
    because: "parcel" | "arrived" | "shop",
    from: Date,
    ms: number,
  ) =>
    from.getTime() + ms > now.getTime() &&
    rests.push({ because, until: new Date(from.getTime() + ms).toISOString() });
  if (askedAt && outcome === "failed")
    add("parcel", askedAt, restAfterFailureMs);
  else if (askedAt && isTerminal(status))
    add("arrived", askedAt, restOfArrivedMs);
  else if (askedAt) add("parcel", askedAt, restMs);
  if (firstRecentAt && recent >= refreshesPerHour)
    add("shop", firstRecentAt, hourMs);
  // The longest is the one that counts.
  return (
    rests.toSorted((one, other) => (one.until < other.until ? 1 : -1))[0] ??
    null
  );
}

const outcomeOf = (stored: string | null) =>
  refreshOutcomes.find((one) => one === stored);
