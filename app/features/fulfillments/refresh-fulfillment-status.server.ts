import type { Transaction } from "#app/db.server.ts";
import type { ShipmentStatus } from "#app/domain/shipment-status.ts";
import { aggregateStatus } from "./aggregate-status.ts";

export type ChangedStatus = {
  fulfillmentId: string;
  status: ShipmentStatus;
  version: number;
  /** KeyDelivery's code behind the status; null where none spoke. */
  code: string | null;
  /** KeyDelivery's local time of the scan that speaks, sortable; null where none has a time. */
  eventTime: string | null;
  /** Of the parcel that speaks. */
  number: string | null;
  /** Whether a merchant imported it. */
  isImported: boolean;
};

/**
 * Derives the fulfillment's status from its live parcels. The version is raised in the transaction that
 * changes it. The caller holds the lock on the fulfillment's row.
 * @returns undefined where nothing changed
 */
export async function refreshFulfillmentStatus(
  tx: Transaction,
  asked: { fulfillmentId: string; now: Date },
): Promise<ChangedStatus | undefined> {
  const fulfillment = await tx.fulfillment.findUniqueOrThrow({
    where: { id: asked.fulfillmentId },
    select: {
      status: true,
      shipments: {
        where: { endedAt: null, hold: { not: "no_number" } },
        select: {
          number: true,
          importedCompany: true,
          tracking: {
            select: { status: true, statusCode: true, statusTime: true },
          },
        },
      },
    },
  });
  const parcels = fulfillment.shipments.map(({ tracking, ...parcel }) => ({
    number: parcel.number,
    isImported: parcel.importedCompany !== null,
    status: tracking?.status ?? "pending",
    code: tracking?.statusCode ?? null,
    eventTime: tracking?.statusTime ?? null,
  }));
  const status = aggregateStatus(parcels.map((parcel) => parcel.status));
  if (status === fulfillment.status) return undefined;
  const { statusVersion } = await tx.fulfillment.update({
    where: { id: asked.fulfillmentId },
    data: {
      status,
      statusVersion: { increment: 1 },
      statusChangedAt: asked.now,
    },
    select: { statusVersion: true },
  });
  const speaks = parcels.find((parcel) => parcel.status === status);
  return {
    fulfillmentId: asked.fulfillmentId,
    status,
    version: statusVersion,
    code: speaks?.code ?? null,
    eventTime: speaks?.eventTime ?? null,
    number: speaks?.number ?? null,
    isImported: speaks?.isImported ?? false,
  };
}
