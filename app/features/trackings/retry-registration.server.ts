import type { Transaction } from "#app/db.server.ts";

/** A failed or waiting tracking is due now, with its attempts counted anew. */
export async function retryRegistration(
  tx: Transaction,
  trackingId: string,
  now: Date,
  priority = 0,
): Promise<void> {
  await tx.tracking.updateMany({
    where: {
      id: trackingId,
      registration: { in: ["failed", "waiting", "dormant", "over_quota"] },
    },
    data: {
      registration: "waiting",
      attempts: 0,
      nextAttemptAt: now,
      priority,
    },
  });
}
