import type { Publication, PublicationState } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

/**
 * Commits that the call is about to be made. False when the row is not as it was read: a newer version took its place
 * meanwhile, or another process makes the call.
 */
export async function beginSending(
  db: Database,
  { id, state, attempts }: Pick<Publication, "id" | "state" | "attempts">,
  now: Date,
): Promise<boolean> {
  const { count } = await db.publication.updateMany({
    where: { id, state, attempts },
    data: {
      state: "sending",
      sendingAt: now,
      attempts: { increment: 1 },
    },
  });
  return count === 1;
}

export async function settlePublication(
  db: Database,
  asked: {
    id: string;
    state: Extract<PublicationState, "sent" | "skipped" | "failed">;
    reason?: string;
    now: Date;
  },
): Promise<void> {
  const { id, state, reason = null, now } = asked;
  await db.publication.updateMany({
    where: { id, state: { in: ["planned", "sending"] } },
    data: { state, reason, settledAt: now },
  });
}

/** Tried again at `at`. */
export async function postponePublication(
  db: Database,
  asked: { id: string; at: Date; reason: string },
): Promise<void> {
  await db.publication.updateMany({
    where: { id: asked.id, state: { in: ["planned", "sending"] } },
    data: { nextAttemptAt: asked.at, reason: asked.reason },
  });
}
