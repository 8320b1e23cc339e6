import {
  isTerminal,
  type ShipmentStatus,
} from "#app/domain/shipment-status.ts";
import { lookUpStatus } from "#app/keydelivery/index.ts";
import type { Fact } from "./facts.ts";

export type DerivedStatus = {
  status: ShipmentStatus;
  /** KeyDelivery's code behind it, where one spoke. */
  code: string | null;
  /** The time text of the fact that spoke. */
  time: string | null;
  /** The newest item's sortable time. */
  lastEventTime: string | null;
};

type SpeakingFact = Pick<Fact, "kind" | "sortTime" | "code" | "expired">;
type Candidate = SpeakingFact & { code: string; status: ShipmentStatus };

// Of facts of the same time and kind, the more telling one speaks; these are what codes can mean.
const precedence: readonly ShipmentStatus[] = [
  "unknown",
  "info_received",
  "accepted",
  "in_transit",
  "customs",
  "out_for_delivery",
  "ready_for_pickup",
  "delayed",
  "attempt_failed",
  "exception",
  "returning",
  "delivered",
  "returned",
];

/**
 * A tracking's status from the set of known facts, never from the order they came in.
 * Delivered and returned are terminal, moved only by a later return or delivery; else the fact with the
 * greatest (time, precedence) speaks, a headline before an item of the same time; expired applies when no
 * item is later than the time it is bound to. Scans without a code show a parcel on its way.
 *
 * @param window sortable times. Facts before `from` belong to an earlier parcel of the same number. A time
 * after `until` cannot be: it counts as none, so that one wrong date does not silence all that follows.
 */
export function deriveStatus(
  facts: readonly SpeakingFact[],
  { from = "", until = "9999" }: { from?: string; until?: string } = {},
): DerivedStatus {
  const counting = facts
    .map((fact) => (fact.sortTime > until ? { ...fact, sortTime: "" } : fact))
    .filter(({ sortTime }) => sortTime === "" || sortTime >= from);
  const lastEventTime = latestItemTime(counting);
  const candidates = counting.flatMap(toCandidate);
  const terminal = candidates.filter(({ status }) => isTerminal(status));
  const final = greatest(terminal);
  if (final) return spoken(final, lastEventTime);
  const expired = expiredMark(counting, lastEventTime);
  if (expired)
    return {
      status: "expired",
      code: null,
      time: expired.sortTime || null,
      lastEventTime,
    };
  const speaks = greatest(candidates);
  if (speaks) return spoken(speaks, lastEventTime);
  const scanned = counting.some(({ kind }) => kind === "item");
  return {
    status: scanned ? "in_transit" : "pending",
    code: null,
    time: lastEventTime,
    lastEventTime,
  };
}

function toCandidate(fact: SpeakingFact): Candidate[] {
  if (fact.code === null) return [];
  return [{ ...fact, code: fact.code, status: lookUpStatus(fact.code).status }];
}

function expiredMark(
  facts: readonly SpeakingFact[],
  lastEventTime: string | null,
) {
  return facts.find(
    (fact) => fact.expired && fact.sortTime >= (lastEventTime ?? ""),
  );
}

function latestItemTime(facts: readonly SpeakingFact[]) {
  let latest: string | null = null;
  for (const { kind, sortTime } of facts)
    if (kind === "item" && sortTime > (latest ?? "")) latest = sortTime;
  return latest;
}

function greatest(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>(
    (best, candidate) =>
      best && compare(best, candidate) >= 0 ? best : candidate,
    undefined,
  );
}

function compare(one: Candidate, other: Candidate): number {
  if (one.sortTime !== other.sortTime)
    return one.sortTime > other.sortTime ? 1 : -1;
  if (one.kind !== other.kind) return one.kind === "headline" ? 1 : -1;
  const rank =
    precedence.indexOf(one.status) - precedence.indexOf(other.status);
  if (rank !== 0) return rank;
  return one.code === other.code ? 0 : one.code > other.code ? 1 : -1;
}

const spoken = (
  fact: Candidate,
  lastEventTime: string | null,
): DerivedStatus => ({
  status: fact.status,
  code: fact.code,
  time: fact.sortTime || null,
  lastEventTime,
});
