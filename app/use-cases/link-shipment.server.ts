import type { Shipment, Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { companyKey } from "#app/domain/company-key.ts";
import type { ResolvedCarrier } from "#app/features/carriers/resolve-carrier.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import type { Admission } from "./admit-shipment.ts";

/** A parcel on its way through trackShipment. */
export type TrackingWork = {
  tx: Transaction;
  shipment: Shipment;
  company: string | null;
  admission: Admission;
};

/**
 * The parcel has a carrier, and a tracking where an account serves.
 * @returns the account to wake, when something may wait for it
 */
export async function linkShipment(
  { tx, shipment, company, admission }: TrackingWork,
  found: {
    carrier: ResolvedCarrier;
    tracking: Tracking | undefined;
    refused: string[];
  },
): Promise<string | undefined> {
  const { carrier, tracking } = found;
  await tx.shipment.update({
    where: { id: shipment.id },
    data: {
      carrierId: carrier.carrierId,
      carrierSource: carrier.source,
      companyKey: companyKey(company),
      refusedCarriers: found.refused,
      trackingId: tracking?.id ?? null,
      hold: "none",
      holdReason: null,
      ...admittedColumns(admission),
    },
    select: { id: true },
  });
  await releaseOther(tx, shipment, tracking?.id);
  return tracking?.registration === "waiting" ? tracking.accountId : undefined;
}

/** The parcel waits for something, or is left out. */
export async function holdShipment(
  { tx, shipment, company, admission }: TrackingWork,
  hold: "needs_carrier" | "detecting" | "checking_rules" | "ignored",
  reason: string | null,
  refused?: string[],
): Promise<undefined> {
  await tx.shipment.update({
    where: { id: shipment.id },
    data: {
      hold,
      holdReason: reason,
      trackingId: null,
      companyKey: companyKey(company),
      ...(refused && { refusedCarriers: refused }),
      ...(hold !== "ignored" && { carrierId: null, carrierSource: null }),
      ...admittedColumns(admission),
    },
    select: { id: true },
  });
  await releaseOther(tx, shipment, undefined);
  return undefined;
}

const admittedColumns = (admission: Admission) =>
  admission.kind === "admitted"
    ? { admittedBy: admission.by, registerAt: admission.registerAt }
    : { admittedBy: null, registerAt: null };

async function releaseOther(
  tx: Transaction,
  shipment: Shipment,
  linkedTo: string | undefined,
) {
  if (shipment.trackingId && shipment.trackingId !== linkedTo)
    await releaseTrackings(tx, [shipment.trackingId]);
}
