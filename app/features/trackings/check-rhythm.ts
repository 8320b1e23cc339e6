import type { ShipmentStatus } from "#app/domain/shipment-status.ts";

const hour = 3_600_000;

/** Milliseconds until a tracking that no push is assured for is asked for again; null: no more. */
export function checkRhythm(status: ShipmentStatus): number | null {
  switch (status) {
    case "delivered":
    case "returned":
    case "expired":
      return null;
    case "out_for_delivery":
    case "attempt_failed":
      return 2 * hour;
    case "pending":
    case "accepted":
    case "in_transit":
    case "customs":
    case "exception":
    case "delayed":
    case "returning":
    case "unknown":
      return 6 * hour;
    case "info_received":
    case "ready_for_pickup":
      return 12 * hour;
  }
}
