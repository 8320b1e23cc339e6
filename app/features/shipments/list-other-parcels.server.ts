import type { Database } from "#app/db.server.ts";
import { carrierNameOf } from "./carrier-name.ts";
import type { ShipmentDetail } from "./shipments-view.ts";
import { shownStateOf } from "./shown-state.ts";
import { trackingStateSelection } from "./state-selection.ts";

const mostParcels = 50;

/** The other parcels of the same order, in the order in which they were shipped. */
export async function listOtherParcels(
  db: Pick<Database, "shipment">,
  asked: { shopId: string; shipmentId: string; orderGid: string },
): Promise<ShipmentDetail["otherParcels"]> {
  const { shopId, shipmentId, orderGid } = asked;
  const found = await db.shipment.findMany({
    where: {
      shopId,
      id: { not: shipmentId },
      fulfillment: { shopId, orderGid },
    },
    orderBy: [{ shippedAt: "asc" }, { id: "asc" }],
    take: mostParcels,
    select: {
      id: true,
      numberRaw: true,
      carrierId: true,
      hold: true,
      endedAt: true,
      endReason: true,
      tracking: { select: trackingStateSelection },
    },
  });
  return found.map((parcel) => ({
    id: parcel.id,
    number: parcel.numberRaw.trim(),
    carrier: carrierNameOf(parcel.carrierId),
    state: shownStateOf(parcel),
  }));
}
