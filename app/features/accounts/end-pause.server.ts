import type { Transaction } from "#app/db.server.ts";

/** The account may be tried at once. Its state stays until a call says that it works. */
export async function endPause(
  tx: Pick<Transaction, "keyDeliveryAccount">,
  accountId: string,
  now: Date,
): Promise<void> {
  await tx.keyDeliveryAccount.updateMany({
    where: { id: accountId, state: { not: "active" } },
    data: { pausedUntil: now },
  });
}
