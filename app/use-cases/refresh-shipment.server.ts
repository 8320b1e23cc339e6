import type { App } from "#app/app-context.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import {
  refreshesPerHour,
  restsUntil,
} from "#app/features/shipments/refresh-limits.ts";
import {
  countAskedByHand,
  noteAskedByHand,
} from "#app/features/trackings/ask-by-hand.server.ts";
import { checkTracking } from "#app/jobs/definitions.ts";

const hourMs = 3_600_000;

/**
 * Asks KeyDelivery for a parcel now, by a job: it takes a slot behind registrations, never runs twice at once for one
 * tracking, and goes on when the page is closed.
 * @returns false when the parcel, or the shop, was asked for too often
 * @throws NotFoundError for an unknown shipment, another shop's, or one that is not followed
 */
export async function refreshShipment(
  app: App,
  asked: { shopId: string; shipmentId: string },
): Promise<boolean> {
  const { shopId, shipmentId } = asked;
  const now = app.clock.now();
  return app.db.$transaction(async (tx) => {
    const [tracking] = await tx.$queryRaw<
      { id: string; status: string; askedAt: Date | null }[]
    >`
      SELECT tracking.id, status, asked_at AS "askedAt" FROM tracking
        JOIN shipment ON shipment.tracking_id = tracking.id
      WHERE shipment.id = ${shipmentId}::uuid AND shipment.shop_id = ${shopId}::uuid AND ended_at IS NULL
        AND hold = 'none' AND registration = 'registered' FOR UPDATE OF tracking`;
    if (!tracking) throw new NotFoundError("shipment");
    const rests = restsUntil(tracking.status, tracking.askedAt);
    if (rests && rests > now) return false;
    const recent = await countAskedByHand(tx, {
      shopId,
      since: new Date(now.getTime() - hourMs),
      limit: refreshesPerHour,
    });
    if (recent >= refreshesPerHour) return false;
    const trackingId = tracking.id;
    await noteAskedByHand(tx, { trackingId, shopId, now });
    await app.queue.enqueue(
      checkTracking,
      { trackingId },
      { tx, singletonKey: trackingId },
    );
    return true;
  });
}
