import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { fulfillmentPayload } from "#app/features/fulfillments/fulfillment-payload.ts";
import { recordFulfillment } from "#app/features/fulfillments/record-fulfillment.server.ts";
import { refreshFulfillmentStatus } from "#app/features/fulfillments/refresh-fulfillment-status.server.ts";
import { blankDelivery } from "#app/features/privacy/blank-deliveries.server.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import { trackShipment } from "#app/use-cases/track-shipment.server.ts";
import { waitingForInstall, type TopicHandler } from "./topic-handler.ts";

/** fulfillments/create and /update: the rows, their carriers, their trackings. */
export const recordDeliveredFulfillment: TopicHandler = async (
  app,
  tx,
  delivery,
  payload,
) => {
  const shop = await tx.shop.findUnique({
    where: { domain: delivery.shopDomain },
    select: { id: true, state: true, automaticRegistration: true },
  });
  if (!shop) return { outcome: waitingForInstall };
  if (shop.state === "uninstalled") return { outcome: "uninstalled" };
  const snapshot = fulfillmentPayload.parse(payload);
  const now = app.clock.now();
  const recorded = await recordFulfillment(tx, {
    shopId: shop.id,
    snapshot,
    now,
  });
  if (recorded.outcome === "redacted") await blankDelivery(tx, delivery.id);
  if (recorded.outcome !== "recorded") return { outcome: recorded.outcome };
  await releaseTrackings(tx, recorded.released);
  const wake = await trackAll(app, tx, recorded.toTrack, {
    shop,
    company: snapshot.company,
    priority: 0,
    now,
  });
  await refreshFulfillmentStatus(tx, {
    fulfillmentId: recorded.fulfillmentId,
    now,
  });
  return { outcome: "recorded", wake };
};

// In the order of their numbers, so that two fulfillments with the same numbers lock trackings alike.
async function trackAll(
  app: App,
  tx: Transaction,
  shipments: Awaited<ReturnType<typeof recordFulfillment>>["toTrack"],
  options: Parameters<typeof trackShipment>[3],
) {
  const wake: string[] = [];
  const ordered = shipments.toSorted((one, other) =>
    one.number < other.number ? -1 : 1,
  );
  for (const shipment of ordered) {
    const account = await trackShipment(
      tx,
      app.callbackTokens,
      shipment,
      options,
    );
    if (account) wake.push(account);
  }
  return wake;
}
