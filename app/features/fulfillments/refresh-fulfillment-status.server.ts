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
 * Derives fulfillments' statuses from their live parcels; one that is left out says nothing. The version is raised in
 * the transaction that changes it. The caller holds the locks on the fulfillments' rows.
 * @returns those that changed
 */
export async function refreshFulfillmentStatuses(
  tx: Transaction,
  asked: { fulfillmentIds: string[]; now: Date },
): Promise<ChangedStatus[]> {
  const fulfillments = await findParcels(tx, asked.fulfillmentIds);
  const changed = fulfillments.flatMap(({ parcels, ...fulfillment }) => {
    const status = aggregateStatus(parcels.map((parcel) => parcel.status));
    if (status === fulfillment.status) return [];
    const speaks = parcels.find((parcel) => parcel.status === status);
    return [
      {
        fulfillmentId: fulfillment.id,
        status,
        version: fulfillment.statusVersion + 1,
        code: speaks?.code ?? null,
        eventTime: speaks?.eventTime ?? null,
        number: speaks?.number ?? null,
        isImported: speaks?.isImported ?? false,
      },
    ];
  });
  if (changed.length > 0)
    await tx.$executeRaw`
      UPDATE fulfillment SET status = now.status::shipment_status, status_version = now.version,
        status_changed_at = ${asked.now}
      FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        AS now("fulfillmentId" uuid, status text, version int)
      WHERE fulfillment.id = now."fulfillmentId"`;
  return changed;
}

type Parcel = Pick<
  ChangedStatus,
  "status" | "code" | "eventTime" | "number" | "isImported"
>;

type WithParcels = {
  id: string;
  status: ShipmentStatus;
  statusVersion: number;
  parcels: Parcel[];
};

const findParcels = (tx: Transaction, fulfillmentIds: string[]) =>
  tx.$queryRaw<WithParcels[]>`
    SELECT fulfillment.id, fulfillment.status::text, status_version AS "statusVersion", parcels
    FROM fulfillment CROSS JOIN LATERAL (
      SELECT COALESCE(jsonb_agg(jsonb_build_object('number', shipment.number,
        'isImported', imported_company IS NOT NULL, 'status', COALESCE(tracking.status::text, 'pending'),
        'code', status_code, 'eventTime', status_time) ORDER BY shipment.id), '[]') AS parcels
      FROM shipment LEFT JOIN tracking ON tracking.id = shipment.tracking_id
      WHERE fulfillment_id = fulfillment.id AND ended_at IS NULL
        AND hold NOT IN ('no_number', 'ignored')) AS live
    WHERE fulfillment.id = ANY(${fulfillmentIds}::uuid[])`;
