import type { Fulfillment, Shipment } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { orderKeyOf } from "#app/domain/order-key.ts";
import { findShipments } from "./find-shipments.server.ts";
import { mostNumbers } from "./fulfillment-payload.ts";

type Asked = {
  fulfillment: Fulfillment;
  /** Normalised, and as it was written. */
  number: string;
  raw: string;
  /** As the file names it. */
  company: string | null;
};

/**
 * Makes a number that a merchant imported a parcel of a fulfillment that is followed, whatever Shopify lists. The
 * caller holds the lock on the fulfillment's row.
 * @returns "known" where it is followed already
 */
export async function addImportedNumber(
  tx: Transaction,
  { fulfillment, number, raw, company }: Asked,
): Promise<Shipment | "known" | "too_many"> {
  const shipments = await findShipments(tx, fulfillment.id, [number]);
  const same = shipments.find((shipment) => shipment.number === number);
  if (same && !same.endedAt) return "known";
  const isLive = ({ endedAt, number }: Shipment) => !endedAt && number !== "";
  if (shipments.filter(isLive).length >= mostNumbers) return "too_many";
  const imported = {
    number,
    numberRaw: raw,
    importedCompany: company ?? "",
    hold: "none" as const,
    holdReason: null,
    endedAt: null,
    endReason: null,
  };
  // The row that shows a fulfillment without a number takes it over, as it does with Shopify's.
  const row =
    same ??
    shipments.find((shipment) => shipment.number === "" && !shipment.endedAt);
  if (row) return tx.shipment.update({ where: { id: row.id }, data: imported });
  const sibling = shipments[0] ?? (await anyShipment(tx, fulfillment.id));
  return tx.shipment.create({
    data: { ...commonOf(fulfillment, sibling), ...imported },
  });
}

// It knows where the fulfillment goes.
const anyShipment = (tx: Transaction, fulfillmentId: string) =>
  tx.shipment.findFirst({
    where: { fulfillmentId },
    orderBy: { number: "asc" },
  });

const commonOf = (fulfillment: Fulfillment, sibling: Shipment | null) => ({
  shopId: fulfillment.shopId,
  fulfillmentId: fulfillment.id,
  orderName: fulfillment.orderName,
  orderKey: orderKeyOf(fulfillment.orderName),
  destinationCity: sibling?.destinationCity ?? null,
  destinationRegion: sibling?.destinationRegion ?? null,
  destinationCountry: sibling?.destinationCountry ?? null,
  destinationCode: sibling?.destinationCode ?? null,
  shippedAt: fulfillment.shopifyCreatedAt,
});
