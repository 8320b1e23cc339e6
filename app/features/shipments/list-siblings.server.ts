import type { Database } from "#app/db.server.ts";
import { carrierNameOf } from "./carrier-name.ts";
import { stateFactsOf } from "./find-shipment.server.ts";
import type { SiblingParcel } from "./shipments-view.ts";
import { shownStateOf } from "./shown-state.ts";

const mostParcels = 50;

type Found = Parameters<typeof stateFactsOf>[0] & {
  id: string;
  numberRaw: string;
  carrierId: string | null;
};

/** The parcels of the same order, the one asked for too, in the order in which they were shipped. */
export async function listSiblings(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; shipmentId: string },
): Promise<SiblingParcel[]> {
  const { shopId, shipmentId } = asked;
  const found = await db.$queryRaw<Found[]>`
    SELECT shipment.id, shipment.number_raw AS "numberRaw", shipment.carrier_id AS "carrierId", shipment.hold,
      shipment.ended_at AS "endedAt", shipment.end_reason AS "endReason", tracking.registration, tracking.status,
      tracking.registered_at AS "registeredAt", account.state AS "accountState"
    FROM fulfillment JOIN shipment ON shipment.fulfillment_id = fulfillment.id
      LEFT JOIN tracking ON tracking.id = shipment.tracking_id
      LEFT JOIN keydelivery_account account ON account.id = tracking.account_id
    WHERE fulfillment.shop_id = ${shopId}::uuid AND fulfillment.order_gid = (
        SELECT order_gid FROM fulfillment this JOIN shipment ON shipment.fulfillment_id = this.id
        WHERE shipment.id = ${shipmentId}::uuid AND shipment.shop_id = ${shopId}::uuid)
    ORDER BY shipment.shipped_at, shipment.id LIMIT ${mostParcels}`;
  return found.map((parcel) => ({
    id: parcel.id,
    isThis: parcel.id === shipmentId,
    number: parcel.numberRaw.trim(),
    carrier: carrierNameOf(parcel.carrierId),
    state: shownStateOf(stateFactsOf(parcel)),
  }));
}
