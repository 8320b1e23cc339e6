import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { estimateDelivery } from "#app/features/estimates/estimate-delivery.ts";
import { loadShipment } from "#app/features/shipments/load-shipment.server.ts";
import type { ParcelPageView } from "#app/features/shipments/shipments-view.ts";
import { isExpected } from "#app/features/shipments/shown-state.ts";

/**
 * The page of one parcel, with the days on which it is expected.
 * @throws NotFoundError for an unknown shipment and for another shop's
 */
export async function loadParcelPage(
  { db, clock }: Pick<App, "db" | "clock">,
  asked: {
    shop: Pick<Shop, "id" | "timeZone" | "writeBack">;
    shipmentId: string;
    /** Who looks at it. */
    reader: string;
    shownEvents: number;
  },
): Promise<ParcelPageView> {
  const now = clock.now();
  const { keptTransit, ...shipment } = await loadShipment(db, {
    ...asked,
    now,
  });
  const estimate = isExpected(shipment.state.key)
    ? estimateDelivery({
        kept: keptTransit,
        country: shipment.destinationCode ?? "",
        shippedAt: new Date(shipment.shippedAt),
        now,
      })
    : null;
  return { ...shipment, estimate };
}
