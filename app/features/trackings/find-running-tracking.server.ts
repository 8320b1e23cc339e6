import type { Shipment, Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

/** The shipment's tracking where it is registered, or on its way there, under the shipment's number. */
export async function findRunningTracking(
  tx: Transaction,
  shipment: Pick<Shipment, "trackingId" | "number">,
): Promise<Tracking | null> {
  if (!shipment.trackingId) return null;
  return tx.tracking.findFirst({
    where: {
      id: shipment.trackingId,
      number: shipment.number,
      registration: { in: ["registered", "registering"] },
    },
  });
}
