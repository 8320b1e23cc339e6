import { z } from "zod";
import { shopifyId } from "#app/domain/shopify-id.ts";
import { endOrder } from "#app/features/fulfillments/end-order.server.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import { waitingForInstall, type TopicHandler } from "./topic-handler.ts";

const deletedOrder = z.object({ id: shopifyId });

/** orders/delete: its parcels end. */
export const endDeletedOrder: TopicHandler = async (
  app,
  tx,
  delivery,
  payload,
) => {
  const { id } = deletedOrder.parse(payload);
  const shop = await tx.shop.findUnique({
    where: { domain: delivery.shopDomain },
    select: { id: true },
  });
  // Its fulfillments wait too, and whichever is first, the order stays deleted.
  if (!shop) return { outcome: waitingForInstall };
  const released = await endOrder(tx, {
    shopId: shop.id,
    orderGid: `gid://shopify/Order/${id}`,
    now: app.clock.now(),
  });
  await releaseTrackings(tx, released);
  return { outcome: released.length > 0 ? "recorded" : "unchanged" };
};
