import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { monthOf } from "./quota-month.ts";

/**
 * What a shop will not pay for, because it left or used up its quota, is another shop's to register where that has a
 * live parcel of it: else one shop could keep another's parcels from being tracked.
 * @param asked.within what waits, and only to shops that have some of this quota left
 * @param asked.held of these the one that stands aside already, and no other
 */
export async function handOverTrackings(
  db: Pick<Database, "$executeRaw">,
  asked: {
    shopId: string;
    within?: { shopQuota: number; now: Date };
    held?: string;
  },
): Promise<void> {
  const { shopId, within, held } = asked;
  const waiting = held
    ? Prisma.sql`registration = 'over_quota' AND tracking.id = ${held}::uuid`
    : within
      ? Prisma.sql`registration = 'waiting' AND priority <= 2`
      : Prisma.sql`registration <> 'registered'`;
  const hasQuota = within
    ? Prisma.sql`AND COALESCE((SELECT used FROM quota_usage WHERE quota_usage.account_id = tracking.account_id
        AND quota_usage.shop_id = shop.id AND month = ${monthOf(within.now)}::date), 0) < ${within.shopQuota}`
    : Prisma.empty;
  await db.$executeRaw`
    WITH heir AS (
      SELECT tracking.id, (
        SELECT shop.id FROM shipment JOIN shop ON shop.id = shipment.shop_id
        WHERE shipment.tracking_id = tracking.id AND shipment.ended_at IS NULL AND shop.state <> 'uninstalled'
          AND shop.id <> ${shopId}::uuid ${hasQuota}
        ORDER BY shipment.id LIMIT 1) AS shop_id
      FROM tracking WHERE tracking.shop_id = ${shopId}::uuid AND quota_month IS NULL AND ${waiting}
    )
    UPDATE tracking SET shop_id = heir.shop_id,
      registration = CASE WHEN registration = 'over_quota' THEN 'waiting' ELSE registration END
    FROM heir WHERE tracking.id = heir.id AND heir.shop_id IS NOT NULL`;
}
