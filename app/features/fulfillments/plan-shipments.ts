import type { Shipment, ShipmentHold } from "@prisma/client";
import type {
  FulfillmentSnapshot,
  ShippedNumber,
} from "./fulfillment-payload.ts";

export type EndReason =
  "cancelled" | "failed_at_shopify" | "number_removed" | "number_added";

type Kept = { shipment: Shipment; shipped: ShippedNumber | undefined };

export type ShipmentPlan = {
  end: { shipment: Shipment; reason: EndReason }[];
  /** Rows that stay, come back, or take a number over; `shipped` undefined for the row without a number. */
  keep: Kept[];
  /** Rows to make; undefined for the row that shows a fulfillment without a number. */
  create: (ShippedNumber | undefined)[];
  /** Whether no row changes. */
  isEmpty: boolean;
  holdOf(shipment: Shipment, shipped: ShippedNumber | undefined): ShipmentHold;
};

/**
 * What has to happen to the shipments of a fulfillment so that they are what Shopify says, and those that the merchant
 * imported. Pure.
 */
export function planShipments(
  known: Shipment[],
  told: FulfillmentSnapshot,
): ShipmentPlan {
  const reason = fulfillmentEnd(told.status);
  const end: ShipmentPlan["end"] = [];
  const keep: ShipmentPlan["keep"] = [];
  const create: ShipmentPlan["create"] = [];
  const wanted = new Map(
    reason
      ? []
      : told.numbers.map((shipped) => [shipped.number, shipped] as const),
  );
  const placeholder = known.find((shipment) => shipment.number === "");
  for (const shipment of known) {
    if (shipment === placeholder) continue;
    const shipped = wanted.get(shipment.number);
    wanted.delete(shipment.number);
    if (shipped) keep.push({ shipment, shipped });
    else if (!reason && shipment.importedCompany !== null)
      keep.push({ shipment, shipped: asItIs(shipment) });
    else if (!shipment.endedAt)
      end.push({ shipment, reason: reason ?? "number_removed" });
  }
  const fresh = [...wanted.values()];
  const needsPlaceholder =
    !reason && fresh.length === 0 && !keep.some(({ shipped }) => shipped);
  if (needsPlaceholder && placeholder)
    keep.push({ shipment: placeholder, shipped: undefined });
  else if (needsPlaceholder) create.push(undefined);
  else if (placeholder && fresh.length > 0)
    keep.push({ shipment: placeholder, shipped: fresh.shift() });
  else if (placeholder && !placeholder.endedAt)
    end.push({ shipment: placeholder, reason: reason ?? "number_added" });
  create.push(...fresh);
  return {
    end,
    keep,
    create,
    isEmpty:
      end.length === 0 && create.length === 0 && keep.every(isSame(told)),
    holdOf,
  };
}

function holdOf(
  shipment: Shipment,
  shipped: ShippedNumber | undefined,
): ShipmentHold {
  if (!shipped) return "no_number";
  return shipment.hold === "no_number" ? "none" : shipment.hold;
}

// Shopify does not list it: nothing that it says ends it but the end of the fulfillment.
const asItIs = ({ number, numberRaw, trackingUrl }: Shipment) => ({
  number,
  raw: numberRaw,
  url: trackingUrl,
});

/** Once Shopify lists the number, it is Shopify's. */
export function importedCompanyOf(
  { importedCompany }: Shipment,
  told: FulfillmentSnapshot,
  shipped: ShippedNumber | undefined,
): string | null {
  const isListed = told.numbers.some(
    ({ number }) => number === shipped?.number,
  );
  return isListed ? null : importedCompany;
}

const isSame =
  (told: FulfillmentSnapshot) =>
  ({ shipment, shipped }: Kept) =>
    shipment.endedAt === null &&
    shipment.number === (shipped?.number ?? "") &&
    shipment.numberRaw === (shipped?.raw ?? "") &&
    shipment.trackingUrl === (shipped?.url ?? null) &&
    shipment.importedCompany === importedCompanyOf(shipment, told, shipped) &&
    shipment.orderName === told.orderName &&
    shipment.destinationCity === told.destination.city &&
    shipment.destinationRegion === told.destination.region &&
    shipment.destinationCountry === told.destination.country;

/** Why a fulfillment in this Shopify status is no longer followed; null while it is. */
export function fulfillmentEnd(status: string): EndReason | null {
  switch (status) {
    case "cancelled":
      return "cancelled";
    case "error":
    case "failure":
      return "failed_at_shopify";
    default:
      return null;
  }
}
