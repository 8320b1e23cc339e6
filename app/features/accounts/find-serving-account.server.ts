import type { KeyDeliveryAccount } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

/** The account that registers this shop's new parcels: its own, else the operator's. */
export async function findServingAccount(
  tx: Pick<Transaction, "keyDeliveryAccount">,
  shopId: string,
): Promise<KeyDeliveryAccount | undefined> {
  const accounts = await tx.keyDeliveryAccount.findMany({
    where: { current: true, OR: [{ shopId }, { shopId: null }] },
  });
  return accounts.find((account) => account.shopId === shopId) ?? accounts[0];
}
