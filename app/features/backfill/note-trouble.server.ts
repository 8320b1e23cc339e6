import type { Backfill } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

// By then it is no passing trouble, and the merchant can count again.
const giveUpMs = 6 * 3_600_000;

/** An import could not go on: it is told, and tried again; a count that has not worked for hours has failed. */
export async function noteTrouble(
  db: Pick<Database, "backfill">,
  backfill: Pick<Backfill, "id" | "state" | "createdAt">,
  told: { error: string; now: Date },
): Promise<void> {
  const { id, state, createdAt } = backfill;
  const { error, now } = told;
  const isHopeless =
    state === "counting" && now.getTime() - createdAt.getTime() > giveUpMs;
  await db.backfill.updateMany({
    where: { id, state },
    data: isHopeless
      ? { error, state: "failed", endedAt: now }
      : { error, updatedAt: now },
  });
}

/** It goes on. */
export async function forgetTrouble(
  db: Pick<Database, "backfill">,
  id: string,
): Promise<void> {
  await db.backfill.updateMany({
    where: { id, error: { not: null }, state: { not: "failed" } },
    data: { error: null },
  });
}
