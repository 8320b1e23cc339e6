/** In the order of the enum ShipmentStatus in prisma/schema.prisma; a test compares the two. */
export const shipmentStatuses = [
  "pending",
  "info_received",
  "accepted",
  "in_transit",
  "customs",
  "out_for_delivery",
  "ready_for_pickup",
  "attempt_failed",
  "delayed",
  "exception",
  "delivered",
  "returning",
  "returned",
  "expired",
  "unknown",
] as const;

export type ShipmentStatus = (typeof shipmentStatuses)[number];

export const isShipmentStatus = (text: string): text is ShipmentStatus =>
  (shipmentStatuses as readonly string[]).includes(text);

/** Terminal: only a later delivery or return moves it. */
export function isTerminal(
  status: ShipmentStatus,
): status is "delivered" | "returned" {
  return status === "delivered" || status === "returned";
}
