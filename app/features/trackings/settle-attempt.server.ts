import type { Prisma } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import type { ClaimedTracking } from "./claim-trackings.server.ts";
import { nextCheckAt } from "./check-rhythm.ts";
import { forgetQuotaSpent, giveQuotaBack } from "./give-quota-back.server.ts";
import { lockFulfillmentsOf } from "./lock-tracking.server.ts";
import { releaseTrackings } from "./release-trackings.server.ts";

// A restarted tracking that existed already gets no pushes: it is asked for, for so long.
const pollRestartedMs = 30 * 86_400_000;
const registered = {
  status: "pending",
  pushAssured: true,
  pollUntil: null,
} as const;
// It is never claimed again, by no release.
const registeredNow = {
  registration: "registered",
  callbackToken: "",
} as const;

export type AttemptOutcome =
  /** Ours: pushes come to the URL of this attempt. */
  | { kind: "registered"; code: string }
  /** Exists already, made by others: no push will come to us unless one does. */
  | { kind: "registered_elsewhere"; code: string }
  /** Tried again at `retryAt`. `mayHaveReached`: it may exist although we were not told. */
  | { kind: "again"; code: string; retryAt: Date; mayHaveReached: boolean }
  /** Nothing was made, because of the phone: tried again at `retryAt`. `code`: of KeyDelivery, where it was called. */
  | {
      kind: "again_for_phone";
      code: string | null;
      retryAt: Date;
      phoneTries: number;
    }
  /** It waits where it stood, and the attempt does not count. `code`: of what paused the account, where it was called. */
  | { kind: "paused"; code: string | null; mayHaveReached: boolean }
  /** Needs a person. `mayHaveReached`: it may exist all the same, and pushes of it are ours. */
  | {
      kind: "failed";
      code: string;
      needsCarrier: boolean;
      mayHaveReached: boolean;
    };

type Asked = {
  claimed: ClaimedTracking;
  outcome: AttemptOutcome;
  /** Whether one that made nothing costs the shop nothing. */
  isFree: boolean;
  now: Date;
};

/** Writes down how an attempt ended; false when another worker took the attempt over meanwhile. */
export async function settleAttempt(
  tx: Transaction,
  asked: Asked,
): Promise<boolean> {
  const { claimed, outcome, isFree, now } = asked;
  const isLive = await lockFulfillmentsOf(tx, claimed.id);
  const { count } = await tx.tracking.updateMany({
    where: {
      id: claimed.id,
      registration: "registering",
      attemptStartedAt: claimed.attemptStartedAt,
    },
    data: {
      ...(outcome.code !== null && {
        lastAnswerCode: outcome.code,
        lastAnswerAt: now,
      }),
      ...(!waitsAgain(outcome) && { cause: null }),
      ...columnsOf(outcome, claimed, now),
    },
  });
  // Nobody may need it any more.
  if (waitsAgain(outcome) || !isLive) await releaseTrackings(tx, [claimed.id]);
  if (count !== 1) return false;
  if (isFree && isCertainlyUnspent(outcome, claimed))
    await giveQuotaBack(tx, claimed.id);
  else if (!isFree && outcome.kind === "failed")
    await forgetQuotaSpent(tx, claimed.id);
  return true;
}

const waitsAgain = ({ kind }: AttemptOutcome) =>
  kind === "again" || kind === "again_for_phone" || kind === "paused";

// Nothing was made by this attempt, nor by an earlier one.
function isCertainlyUnspent(outcome: AttemptOutcome, claimed: ClaimedTracking) {
  switch (outcome.kind) {
    case "registered":
      return outcome.code === "60201" && claimed.earlierBase === null;
    // Made by others, unless an earlier attempt, whose answer was lost, made it.
    case "registered_elsewhere":
    case "again_for_phone":
      return claimed.earlierBase === null;
    case "again":
    case "paused":
    case "failed":
      return !outcome.mayHaveReached && claimed.earlierBase === null;
  }
}

function columnsOf(
  outcome: AttemptOutcome,
  claimed: ClaimedTracking,
  now: Date,
): Prisma.TrackingUpdateManyMutationInput {
  switch (outcome.kind) {
    case "registered":
      return {
        ...registeredNow,
        registeredAt: now,
        pushAssured: true,
        nextCheckAt: nextCheckAt(registered, now),
      };
    case "registered_elsewhere":
      return {
        ...registeredNow,
        registeredAt: now,
        nextCheckAt: now,
        ...(claimed.restarted && {
          pollUntil: new Date(now.getTime() + pollRestartedMs),
        }),
      };
    case "again":
      return {
        registration: "waiting",
        nextAttemptAt: outcome.retryAt,
        // Forgotten only when it is certain that this attempt made nothing.
        ...(!outcome.mayHaveReached && { attemptUrl: claimed.earlierBase }),
      };
    case "again_for_phone":
      return {
        registration: "waiting",
        nextAttemptAt: outcome.retryAt,
        phoneTries: outcome.phoneTries,
        attempts: { decrement: 1 },
        attemptUrl: claimed.earlierBase,
      };
    case "paused":
      return {
        registration: "waiting",
        attempts: { decrement: 1 },
        ...(!outcome.mayHaveReached && { attemptUrl: claimed.earlierBase }),
      };
    case "failed":
      return {
        registration: "failed",
        ...(!outcome.mayHaveReached && { attemptUrl: claimed.earlierBase }),
      };
  }
}
