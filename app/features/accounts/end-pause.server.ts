import type { Transaction } from "#app/db.server.ts";

/**
 * The account may be tried at once, but for one that KeyDelivery asked to wait. Its state stays until a call says that it
 * works.
 */
export async function endPause(
  tx: Pick<Transaction, "keyDeliveryAccount">,
  accountId: string,
  now: Date,
): Promise<void> {
  await tx.keyDeliveryAccount.updateMany({
    where: { id: accountId, state: { notIn: ["active", "throttled"] } },
    data: { pausedUntil: now },
  });
}
