import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import type { ClaimedTracking } from "#app/features/trackings/claim-trackings.server.ts";
import { refreshStatus } from "#app/use-cases/refresh-status.server.ts";
import { trackShipment } from "#app/use-cases/track-shipment.server.ts";

/**
 * KeyDelivery does not know the carrier: the tracking's parcels go to the next rung of the ladder, a person being
 * the last. The attempt is settled; its parcels and the tracking are locked by this transaction.
 */
export async function tryNextCarrier(
  app: App,
  tx: Transaction,
  refused: Pick<ClaimedTracking, "id" | "carrierId">,
): Promise<void> {
  const shipments = await tx.shipment.findMany({
    where: { trackingId: refused.id, endedAt: null },
    orderBy: { fulfillmentId: "asc" },
    include: { fulfillment: true },
  });
  for (const { fulfillment, ...shipment } of shipments) {
    const refusedCarriers = [
      ...new Set([...shipment.refusedCarriers, refused.carrierId]),
    ];
    await trackShipment(
      app,
      tx,
      { ...shipment, refusedCarriers },
      {
        shopId: shipment.shopId,
        company: fulfillment.trackingCompany,
        priority: fulfillment.origin === "backfill" ? 2 : 0,
        now: app.clock.now(),
      },
    );
    await refreshStatus(app, tx, fulfillment.id);
  }
}
