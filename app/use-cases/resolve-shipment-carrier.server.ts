import type { Shipment, Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { companyKey } from "#app/domain/company-key.ts";
import { findMappedCarrier } from "#app/features/carriers/find-mapped-carrier.server.ts";
import {
  resolveCarrier,
  type Detection,
  type Resolution,
} from "#app/features/carriers/resolve-carrier.ts";

/**
 * The carrier of a shipment. What was resolved before for the same company stays, so that an update asks
 * nobody again, and a mapping made later moves no parcel that runs.
 */
export async function resolveShipmentCarrier(
  tx: Transaction,
  shipment: Shipment,
  asked: {
    company: string | null;
    refused: readonly string[];
    detection: Detection;
    running: Tracking | null;
  },
): Promise<Resolution> {
  const { company, refused } = asked;
  const key = companyKey(company);
  const isMerchants = shipment.carrierSource === "merchant";
  const mappedCarrierId = await findMappedCarrier(tx, shipment.shopId, key);
  const { carrierId, carrierSource } = shipment;
  if (
    carrierId &&
    carrierSource &&
    !isMerchants &&
    shipment.companyKey === key &&
    !refused.includes(carrierId) &&
    (asked.running !== null || isAsBefore(shipment, mappedCarrierId))
  )
    return { kind: "resolved", carrier: { carrierId, source: carrierSource } };
  const resolution = resolveCarrier({
    chosenCarrierId: isMerchants ? carrierId : null,
    mappedCarrierId,
    company,
    refused,
    detection: asked.detection,
  });
  // A person was asked already, since detection could not say.
  return resolution.kind === "detect" &&
    shipment.hold === "needs_carrier" &&
    shipment.companyKey === key
    ? { kind: "needs_carrier" }
    : resolution;
}

// Nor was it mapped, nor is it: a mapping that was removed holds no parcel back.
const isAsBefore = (
  { carrierSource }: Shipment,
  mappedCarrierId: string | null,
) => mappedCarrierId === null && carrierSource !== "mapping";
