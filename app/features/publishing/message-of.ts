import type { ShipmentStatus } from "#app/domain/shipment-status.ts";

const texts: Record<ShipmentStatus, string> = {
  pending: "Waiting for the first scan",
  info_received: "The carrier knows of the parcel",
  accepted: "Picked up by the carrier",
  in_transit: "In transit",
  customs: "At customs",
  out_for_delivery: "Out for delivery",
  ready_for_pickup: "Ready for pickup",
  attempt_failed: "Delivery attempt failed",
  delayed: "Delayed",
  exception: "The carrier reports a problem",
  delivered: "Delivered",
  returning: "Going back to the sender",
  returned: "Returned to the sender",
  expired: "No news any more",
  unknown: "Unknown",
};

/**
 * "Out for delivery (1Z999AA10123456784), 2026-11-20 09:14 local time". Our own words: a carrier's text can name
 * who signed.
 */
export function messageOf(told: {
  status: ShipmentStatus;
  number: string | null;
  eventTime: string | null;
}): string {
  const number = told.number ? ` (${told.number})` : "";
  const time = told.eventTime
    ? `, ${told.eventTime.slice(0, 16)} local time`
    : "";
  return `${texts[told.status]}${number}${time}`;
}
