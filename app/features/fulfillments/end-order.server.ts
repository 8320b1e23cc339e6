import type { Transaction } from "#app/db.server.ts";
import { lockDeletion } from "./deleted-order.server.ts";

type DeletedOrder = { shopId: string; orderGid: string; now: Date };

/**
 * The order was deleted at Shopify: its shipments end, the rows stay visible with the reason, and fulfillments that
 * are first told of later end at once. Returns the trackings that shipments were taken off.
 */
export async function endOrder(
  tx: Transaction,
  asked: DeletedOrder,
): Promise<string[]> {
  const { shopId, orderGid, now } = asked;
  await lockDeletion(tx, asked);
  await tx.deletedOrder.createMany({
    data: [{ shopId, orderGid, deletedAt: now }],
    skipDuplicates: true,
  });
  // Those that ended before as well: what was cancelled could be reopened, what was deleted cannot.
  await tx.$executeRaw`
    UPDATE fulfillment SET ended_at = COALESCE(ended_at, ${now}), end_reason = 'order_deleted'
    WHERE shop_id = ${shopId}::uuid AND order_gid = ${orderGid} AND end_reason IS DISTINCT FROM 'redacted'`;
  const live = { shopId, endedAt: null, fulfillment: { shopId, orderGid } };
  const shipments = await tx.shipment.findMany({
    where: live,
    select: { trackingId: true },
  });
  await tx.shipment.updateMany({
    where: live,
    data: { endedAt: now, endReason: "order_deleted" },
  });
  return shipments.flatMap(({ trackingId }) => trackingId ?? []);
}
