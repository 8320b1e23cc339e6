import type { Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { nextCheckAt } from "./check-rhythm.ts";

/** A parcel needs the tracking (again): one that is registered is looked after from now on. */
export async function resumeChecks(
  tx: Transaction,
  tracking: Tracking,
  now: Date,
): Promise<void> {
  if (tracking.registration !== "registered" || tracking.nextCheckAt) return;
  const next = tracking.pushAssured ? nextCheckAt(tracking, now) : now;
  if (!next || nextCheckAt(tracking, now) === null) return;
  await tx.tracking.updateMany({
    where: { id: tracking.id, nextCheckAt: null },
    data: { nextCheckAt: next },
  });
}
