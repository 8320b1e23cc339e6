import type { Transaction } from "#app/db.server.ts";

/** A tracking that certainly spent nothing of its shop's quota gives back what it reserved. */
export async function giveQuotaBack(
  tx: Transaction,
  trackingId: string,
): Promise<void> {
  await tx.$executeRaw`
    WITH given AS (
      UPDATE tracking SET quota_month = NULL FROM tracking AS before
      WHERE tracking.id = ${trackingId}::uuid AND before.id = tracking.id AND before.quota_month IS NOT NULL
      RETURNING tracking.account_id, tracking.shop_id, before.quota_month
    )
    UPDATE quota_usage SET used = GREATEST(0, used - 1) FROM given
    WHERE quota_usage.account_id = given.account_id AND quota_usage.shop_id = given.shop_id
      AND quota_usage.month = given.quota_month`;
}

/** What it spent of its shop's quota stays spent, and another attempt spends anew. */
export async function forgetQuotaSpent(
  tx: Transaction,
  trackingId: string,
): Promise<void> {
  await tx.tracking.updateMany({
    where: { id: trackingId },
    data: { quotaMonth: null },
  });
}
