import pLimit from "p-limit";
import type { Database } from "#app/db.server.ts";
import { sleepUntil, type Clock } from "#app/platform/clock.ts";
import { takeSlots, type Asked, type Slot } from "./take-slot.server.ts";

/** The turns of an account's calls, one after the other. */
export type CallTurns = {
  /** Resolves when the next call's turn is near, so that its row can be claimed and no sooner. */
  near(): Promise<void>;
  /** Resolves when one call may go, at once. Where the turn is not taken, nobody else has it. */
  next(): Promise<void>;
};

// What it takes to claim a row and to address its attempt, so that the call is ready when its turn comes.
const nearMs = 30;
// What is reserved together and not used keeps nobody waiting for longer than this; nor are more calls late at once.
const blockSeconds = 0.02;

/**
 * Slots that are close together are reserved several at once. They belong to whichever call is ready, so that a row that
 * makes no call costs the others none.
 */
export function createCallTurns(
  { db, clock }: { db: Database; clock: Clock },
  { asked, signal }: { asked: Asked; signal: AbortSignal },
): CallTurns {
  const count = Math.max(1, Math.floor(asked.rate * blockSeconds));
  const oneByOne = pLimit(1);
  let reserved: Slot[] = [];
  const first = async () => {
    if (reserved.length === 0)
      reserved = await takeSlots(db, { ...asked, count });
    return reserved[0]!;
  };
  return {
    near: () =>
      oneByOne(async () => sleepUntil(clock, (await first()) - nearMs, signal)),
    next: () =>
      oneByOne(async () => {
        const slot = await first();
        reserved.shift();
        await sleepUntil(clock, slot, signal);
      }),
  };
}
