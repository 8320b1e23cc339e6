import {
  shipmentStatuses,
  type ShipmentStatus,
} from "#app/domain/shipment-status.ts";

/** What a shopper reads: fewer words than a merchant, and none about how the app works. */
export const shopperStatuses = [
  "shipped",
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
] as const;

export type ShopperStatus = (typeof shopperStatuses)[number];

/** The kept state of a shipment, in a shopper's words. Whatever keeps us from tracking it, it was shipped. */
export function shopperStatusOf(state: string): ShopperStatus {
  const status = shipmentStatuses.find((one) => one === state);
  return status ? wordFor(status) : "shipped";
}

function wordFor(status: ShipmentStatus): ShopperStatus {
  switch (status) {
    case "pending":
    case "info_received":
      return "shipped";
    case "accepted":
    case "unknown":
    case "expired":
      return "in_transit";
    case "in_transit":
    case "customs":
    case "out_for_delivery":
    case "ready_for_pickup":
    case "attempt_failed":
    case "delayed":
    case "exception":
    case "delivered":
    case "returning":
    case "returned":
      return status;
  }
}

/** How far it is on the way: 1 shipped, 2 under way, 3 nearly there, 4 there; null where the way turned. */
export function progressOf(status: ShopperStatus): 1 | 2 | 3 | 4 | null {
  switch (status) {
    case "shipped":
      return 1;
    case "in_transit":
    case "customs":
    case "delayed":
    case "exception":
      return 2;
    case "out_for_delivery":
    case "ready_for_pickup":
    case "attempt_failed":
      return 3;
    case "delivered":
      return 4;
    case "returning":
    case "returned":
      return null;
  }
}
