import type { Prisma } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import type { ClaimedTracking } from "./claim-tracking.server.ts";
import { lockTracking } from "./lock-tracking.server.ts";
import { releaseTrackings } from "./release-trackings.server.ts";

export type AttemptOutcome =
  /** Ours: pushes come to the URL of this attempt. */
  | { kind: "registered"; code: string }
  /** Exists already, made by others: no push will come to us unless one does. */
  | { kind: "registered_elsewhere"; code: string }
  /** Tried again at `retryAt`. `mayHaveReached`: it may exist although we were not told. */
  | { kind: "again"; code: string; retryAt: Date; mayHaveReached: boolean }
  /** Needs a person. */
  | { kind: "failed"; code: string; needsCarrier: boolean };

/** Writes down how an attempt ended; false when another worker took the attempt over meanwhile. */
export async function settleAttempt(
  tx: Transaction,
  asked: { claimed: ClaimedTracking; outcome: AttemptOutcome; now: Date },
): Promise<boolean> {
  const { claimed, outcome, now } = asked;
  const isRefused = outcome.kind === "failed" && outcome.needsCarrier;
  // Its parcels are written to as well.
  if (isRefused) await lockTracking(tx, claimed.id);
  const { count } = await tx.tracking.updateMany({
    where: {
      id: claimed.id,
      registration: "registering",
      attemptStartedAt: claimed.attemptStartedAt,
    },
    data: {
      lastAnswerCode: outcome.code,
      lastAnswerAt: now,
      ...columnsOf(outcome, claimed, now),
    },
  });
  // Nobody may need it any more.
  if (outcome.kind === "again") await releaseTrackings(tx, [claimed.id]);
  if (count === 1 && isRefused)
    await tx.shipment.updateMany({
      where: { trackingId: claimed.id, endedAt: null },
      data: { hold: "needs_carrier", holdReason: "carrier_refused" },
    });
  return count === 1;
}

function columnsOf(
  outcome: AttemptOutcome,
  claimed: ClaimedTracking,
  now: Date,
): Prisma.TrackingUpdateManyMutationInput {
  switch (outcome.kind) {
    case "registered":
      return {
        registration: "registered",
        registeredAt: now,
        pushAssured: true,
      };
    case "registered_elsewhere":
      return {
        registration: "registered",
        registeredAt: now,
        nextCheckAt: now,
      };
    case "again":
      return {
        registration: "waiting",
        nextAttemptAt: outcome.retryAt,
        // Forgotten only when it is certain that this attempt made nothing.
        ...(!outcome.mayHaveReached && { attemptUrl: claimed.earlierUrl }),
      };
    case "failed":
      return { registration: "failed", attemptUrl: claimed.earlierUrl };
  }
}
