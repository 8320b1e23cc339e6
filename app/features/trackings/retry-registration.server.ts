import type { Transaction } from "#app/db.server.ts";

/**
 * A failed or waiting tracking is due now, with its attempts counted anew. What waits keeps its place where that is the
 * better one, and its shop: else one shop could put off another's. Whoever has anything else tried again pays for it,
 * where nobody has yet: the one that asked before may be gone. What stands aside for want of the asking shop's own quota
 * goes on by itself once there is some.
 */
export async function retryRegistration(
  tx: Transaction,
  asked: { trackingId: string; shopId: string; now: Date; priority?: number },
): Promise<void> {
  const { trackingId, shopId, now, priority = 0 } = asked;
  await tx.$executeRaw`
    UPDATE tracking SET registration = 'waiting', attempts = 0,
      next_attempt_at = CASE WHEN registration = 'waiting' THEN LEAST(next_attempt_at, ${now}) ELSE ${now} END,
      priority = CASE WHEN registration = 'waiting' THEN LEAST(priority, ${priority}) ELSE ${priority} END,
      shop_id = CASE WHEN quota_month IS NULL AND (registration <> 'waiting' OR shop_id IS NULL)
        THEN ${shopId}::uuid ELSE shop_id END
    WHERE id = ${trackingId}::uuid AND registration IN ('failed', 'waiting', 'dormant', 'over_quota')
      AND (registration <> 'over_quota' OR shop_id IS DISTINCT FROM ${shopId}::uuid)`;
}
