import type { Transaction } from "#app/db.server.ts";
import { shareKeyOf } from "#app/features/accounts/take-share.server.ts";

/** Under what a shop's turns are counted. Each new one also goes in `forgetTurns`. */
export const lookUpsOf = (domain: string) => `shop ${domain}`;
export const contactsOf = (domain: string) => `contact ${domain}`;
export const numberTestsOf = (shopId: string) => `test:${shopId}`;
export const credentialTestsOf = (shopId: string) => `credentials:${shopId}`;

/**
 * Deletes what names the shop, while its accounts are still there. Keyed hashes stay until their time is over: they lead
 * to nobody.
 */
export async function forgetTurns(
  tx: Transaction,
  { domain, shopId }: { domain: string; shopId: string | null },
): Promise<void> {
  const keys = [lookUpsOf(domain), contactsOf(domain)];
  if (shopId) {
    const accounts = await tx.keyDeliveryAccount.findMany({
      where: { shopId },
      select: { id: true },
    });
    keys.push(
      numberTestsOf(shopId),
      credentialTestsOf(shopId),
      ...accounts.map(({ id }) => shareKeyOf(id)),
    );
  }
  await tx.lookUpSlot.deleteMany({ where: { key: { in: keys } } });
}
