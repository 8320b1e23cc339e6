import { fulfillmentPayload } from "#app/features/fulfillments/fulfillment-payload.ts";
import { blankDelivery } from "#app/features/privacy/blank-deliveries.server.ts";
import { rulesOf } from "#app/use-cases/admit-shipment.ts";
import { recordAndTrack } from "#app/use-cases/record-and-track.server.ts";
import { isOfNextInstallation } from "./next-installation.ts";
import { waitingForInstall, type TopicHandler } from "./topic-handler.ts";

/** fulfillments/create and /update. */
export const recordDeliveredFulfillment: TopicHandler = async (
  app,
  tx,
  delivery,
  payload,
) => {
  const shop = await tx.shop.findUnique({
    where: { domain: delivery.shopDomain },
    select: {
      id: true,
      state: true,
      uninstalledAt: true,
      automaticRegistration: true,
      automation: true,
      dataDeletedAt: true,
    },
  });
  if (!shop) return { outcome: waitingForInstall };
  if (shop.state === "uninstalled")
    return {
      outcome: isOfNextInstallation(shop, delivery)
        ? waitingForInstall
        : "uninstalled",
    };
  const done = await recordAndTrack(app, tx, {
    shopId: shop.id,
    rules: rulesOf(shop),
    deletedBefore: shop.dataDeletedAt,
    snapshot: fulfillmentPayload.parse(payload),
    origin: "live",
    toldAt: delivery.triggeredAt,
  });
  if (done.outcome === "redacted" || done.outcome === "deleted")
    await blankDelivery(tx, delivery.id);
  return done;
};
