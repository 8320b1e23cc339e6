import type { Transaction } from "#app/db.server.ts";

/**
 * The order was deleted at Shopify: its shipments end, the rows stay visible with the reason.
 * Returns the trackings they were taken off.
 */
export async function endOrder(
  tx: Transaction,
  asked: { shopId: string; orderGid: string; now: Date },
): Promise<string[]> {
  const { shopId, orderGid, now } = asked;
  const live = {
    shopId,
    endedAt: null,
    fulfillment: { shopId, orderGid },
  };
  const shipments = await tx.shipment.findMany({
    where: live,
    select: { trackingId: true },
  });
  const end = { endedAt: now, endReason: "order_deleted" };
  await tx.fulfillment.updateMany({
    where: { shopId, orderGid, endedAt: null },
    data: end,
  });
  await tx.shipment.updateMany({ where: live, data: end });
  return shipments.flatMap(({ trackingId }) => trackingId ?? []);
}
