import type { Database } from "#app/db.server.ts";
import {
  handOverTrackings,
  type Within,
} from "./hand-over-trackings.server.ts";
import { monthOf } from "./quota-month.ts";

const batchSize = 5_000;
const releasedPerRun = 1_000;

/**
 * The shop used up its part of the account, as the claim of a tracking showed: that one, and what it has waiting there,
 * stands aside until it may go on, unless another shop that still may needs it too.
 */
export async function holdOverQuota(
  db: Database,
  asked: {
    accountId: string;
    shopId: string;
    trackingId: string;
    within: Within;
  },
): Promise<void> {
  const { trackingId, ...behind } = asked;
  await handOverTrackings(db, { ...behind, held: trackingId });
  await handOverTrackings(db, behind);
  for (;;) {
    const count = await db.$executeRaw`
      UPDATE tracking SET registration = 'over_quota' WHERE id = ANY (ARRAY(
        SELECT id FROM tracking WHERE account_id = ${asked.accountId}::uuid AND shop_id = ${asked.shopId}::uuid
          AND registration = 'waiting' AND quota_month IS NULL AND priority IN (0, 1, 2)
        LIMIT ${batchSize} FOR UPDATE SKIP LOCKED))`;
    if (count < batchSize) return;
  }
}

/**
 * A new month, or a larger quota: as many as each shop may have go on, the oldest first.
 * @param asked.shopQuota new trackings a month for each shop
 */
export async function releaseOverQuota(
  db: Database,
  asked: { shopQuota: number; now: Date },
): Promise<void> {
  const { shopQuota, now } = asked;
  await db.$executeRaw`
    WITH held AS (
      SELECT DISTINCT account_id, shop_id FROM tracking WHERE registration = 'over_quota'
    ), free AS (
      SELECT held.*, ${shopQuota}::int - COALESCE(quota_usage.used, 0) AS remaining
      FROM held LEFT JOIN quota_usage ON quota_usage.account_id = held.account_id
        AND quota_usage.shop_id = held.shop_id AND quota_usage.month = ${monthOf(now)}::date
    )
    UPDATE tracking SET registration = 'waiting' WHERE id IN (
      SELECT oldest.id FROM free, LATERAL (
        SELECT id FROM tracking WHERE registration = 'over_quota'
          AND account_id = free.account_id AND shop_id = free.shop_id
        ORDER BY created_at LIMIT LEAST(free.remaining, ${releasedPerRun})
      ) AS oldest WHERE free.remaining > 0) AND registration = 'over_quota'`;
}

/**
 * What stands aside behind a shop that has none of its quota left, or behind none, though another that follows it has some: a
 * new month began for both, say.
 */
export async function handOverHeld(
  db: Database,
  within: Within,
): Promise<void> {
  type Owner = { accountId: string; shopId: string | null };
  const owners = await db.$queryRaw<Owner[]>`
    SELECT DISTINCT tracking.account_id AS "accountId", tracking.shop_id AS "shopId" FROM tracking
    LEFT JOIN quota_usage ON quota_usage.account_id = tracking.account_id
      AND quota_usage.shop_id = tracking.shop_id AND month = ${monthOf(within.now)}::date
    WHERE registration = 'over_quota'
      AND (tracking.shop_id IS NULL OR COALESCE(used, 0) >= ${within.shopQuota})`;
  for (const owner of owners)
    await handOverTrackings(db, { ...owner, within, held: true });
}
