import type { Transaction } from "#app/db.server.ts";

/**
 * A failed or waiting tracking is due now, with its attempts counted anew. The shop that asks pays for it, where nobody has
 * yet: the one that asked before may be gone.
 */
export async function retryRegistration(
  tx: Transaction,
  asked: { trackingId: string; shopId: string; now: Date; priority?: number },
): Promise<void> {
  const { trackingId, shopId, now, priority = 0 } = asked;
  await tx.$executeRaw`
    UPDATE tracking SET registration = 'waiting', attempts = 0, next_attempt_at = ${now}, priority = ${priority},
      shop_id = CASE WHEN quota_month IS NULL THEN ${shopId}::uuid ELSE shop_id END
    WHERE id = ${trackingId}::uuid AND registration IN ('failed', 'waiting', 'dormant', 'over_quota')`;
}
