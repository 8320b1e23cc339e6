import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { heldByImport } from "./held-by-import.server.ts";
import { monthOf } from "./quota-month.ts";

const { sql, join, empty } = Prisma;

export type Within = { shopQuota: number; now: Date };

/**
 * What a shop will not pay for, because it left or used up its quota, is another shop's to register where that has a
 * live parcel of it: else one shop could keep another's parcels from being tracked.
 * @param asked.shopId null: what is nobody's
 * @param asked.accountId only what is on this account; left out: on any
 * @param asked.within what waits, and only to shops that have some of this quota left; what others are changing is left to
 * the next time
 * @param asked.held in place of what waits this one that stands aside, or all that do
 * @param asked.among only of these
 */
export async function handOverTrackings(
  db: Pick<Database, "$executeRaw">,
  asked: {
    shopId: string | null;
    accountId?: string;
    within?: Within;
    held?: string | true;
    among?: readonly string[];
  },
): Promise<void> {
  const { shopId, accountId, within, among } = asked;
  const waiting = asked.held
    ? held(asked.held)
    : within
      ? sql`registration = 'waiting' AND priority IN (0, 1, 2)`
      : sql`registration <> 'registered'`;
  const owned = join(
    [
      shopId
        ? sql`tracking.shop_id = ${shopId}::uuid`
        : sql`tracking.shop_id IS NULL`,
      accountId && sql`tracking.account_id = ${accountId}::uuid`,
      among && sql`tracking.id = ANY(${among}::uuid[])`,
    ].filter((one) => one !== undefined && one !== ""),
    " AND ",
  );
  const hasQuota = within
    ? sql`AND COALESCE((SELECT used FROM quota_usage WHERE quota_usage.account_id = tracking.account_id
        AND quota_usage.shop_id = shop.id AND month = ${monthOf(within.now)}::date), 0) < ${within.shopQuota}`
    : empty;
  await db.$executeRaw`
    WITH heir AS MATERIALIZED (
      SELECT tracking.id AS tracking_id, (
        SELECT shop.id FROM shipment JOIN shop ON shop.id = shipment.shop_id
        WHERE shipment.tracking_id = tracking.id AND shipment.ended_at IS NULL AND shop.state <> 'uninstalled'
          AND NOT ${heldByImport}
          AND shop.id IS DISTINCT FROM ${shopId}::uuid ${hasQuota}
        ORDER BY shipment.id LIMIT 1) AS shop_id
      FROM tracking WHERE ${owned} AND quota_month IS NULL AND ${waiting}
    ), handed AS (
      SELECT tracking.id, heir.shop_id FROM heir JOIN tracking ON tracking.id = heir.tracking_id
      WHERE heir.shop_id IS NOT NULL AND ${owned} AND quota_month IS NULL AND ${waiting}
      ORDER BY tracking.id FOR NO KEY UPDATE OF tracking ${within ? sql`SKIP LOCKED` : empty}
    )
    UPDATE tracking SET shop_id = handed.shop_id,
      registration = CASE WHEN registration = 'over_quota' THEN 'waiting' ELSE registration END
    FROM handed WHERE tracking.id = handed.id`;
}

const held = (which: string | true) =>
  which === true
    ? sql`registration = 'over_quota'`
    : sql`registration = 'over_quota' AND tracking.id = ${which}::uuid`;
