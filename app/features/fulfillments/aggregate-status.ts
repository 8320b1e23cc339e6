import type { ShipmentStatus } from "#app/domain/shipment-status.ts";

// Of several parcels a problem speaks at once, the worst first; else the least advanced one.
const problems: readonly ShipmentStatus[] = [
  "exception",
  "returned",
  "returning",
  "attempt_failed",
  "delayed",
];
const progress: readonly ShipmentStatus[] = [
  "pending",
  "unknown",
  "expired",
  "info_received",
  "accepted",
  "in_transit",
  "customs",
  "out_for_delivery",
  "ready_for_pickup",
  "delivered",
];

/** The status of a fulfillment from those of its parcels; none at all is pending. */
export function aggregateStatus(
  parcels: readonly ShipmentStatus[],
): ShipmentStatus {
  const speaks = [...problems, ...progress].find((status) =>
    parcels.includes(status),
  );
  return speaks ?? "pending";
}
