import type { Transaction } from "#app/db.server.ts";

type Order = { shopId: string; orderGid: string };

/**
 * Holds up, until the transaction ends, others that delete the order or record its first fulfillment: neither can see
 * the other's rows before they are committed.
 */
export async function lockDeletion(
  tx: Transaction,
  { shopId, orderGid }: Order,
): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`${shopId} ${orderGid}`}, 0))`;
}

/** Whether Shopify told, within RETENTION_DAYS, that the order was deleted. */
export async function isOrderDeleted(
  tx: Transaction,
  order: Order,
): Promise<boolean> {
  await lockDeletion(tx, order);
  const { shopId, orderGid } = order;
  const deleted = await tx.deletedOrder.findUnique({
    where: { shopId_orderGid: { shopId, orderGid } },
    select: { shopId: true },
  });
  return deleted !== null;
}
