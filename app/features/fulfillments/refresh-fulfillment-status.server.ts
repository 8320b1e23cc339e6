import type { Transaction } from "#app/db.server.ts";
import { aggregateStatus } from "./aggregate-status.ts";

/**
 * Derives the fulfillment's status from its live parcels. The version is raised in the transaction that
 * changes it. The caller holds the lock on the fulfillment's row.
 */
export async function refreshFulfillmentStatus(
  tx: Transaction,
  asked: { fulfillmentId: string; now: Date },
): Promise<void> {
  const fulfillment = await tx.fulfillment.findUniqueOrThrow({
    where: { id: asked.fulfillmentId },
    select: {
      status: true,
      shipments: {
        where: { endedAt: null, hold: { not: "no_number" } },
        select: { tracking: { select: { status: true } } },
      },
    },
  });
  const status = aggregateStatus(
    fulfillment.shipments.map(({ tracking }) => tracking?.status ?? "pending"),
  );
  if (status === fulfillment.status) return;
  await tx.fulfillment.update({
    where: { id: asked.fulfillmentId },
    data: {
      status,
      statusVersion: { increment: 1 },
      statusChangedAt: asked.now,
    },
    select: { id: true },
  });
}
