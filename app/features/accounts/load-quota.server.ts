import type { KeyDeliveryAccount } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

/** New trackings of this month (UTC) on the operator's account; `used` can pass a limit that was lowered. */
export type Quota = { limit: number; used: number; resetsAt: string };

/** The shop's part of the operator's account; null on its own, which only its payer limits. */
export async function loadQuota(
  db: Pick<Database, "quotaUsage">,
  account: Pick<KeyDeliveryAccount, "id" | "shopId">,
  asked: { shopId: string; shopQuota: number; now: Date },
): Promise<Quota | null> {
  if (account.shopId !== null) return null;
  const { shopId, shopQuota, now } = asked;
  const monthAfter = (months: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months));
  const usage = await db.quotaUsage.findUnique({
    where: {
      accountId_shopId_month: {
        accountId: account.id,
        shopId,
        month: monthAfter(0),
      },
    },
    select: { used: true },
  });
  return {
    limit: shopQuota,
    used: usage?.used ?? 0,
    resetsAt: monthAfter(1).toISOString(),
  };
}
