import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { carriersThatNeedPhone } from "#app/domain/phone-sharing.ts";
import { monthOf } from "./quota-month.ts";

export type ClaimedTracking = {
  id: string;
  carrierId: string;
  number: string;
  attempts: number;
  attemptStartedAt: Date;
  /** The callback URL of this attempt without its token, which is no part of the database. */
  attemptBase: string;
  /** The same of an earlier attempt whose outcome is not known. */
  earlierBase: string | null;
  ref: string;
  callbackKeyId: number;
  shopId: string | null;
  /** Made anew by the merchant after it expired. */
  restarted: boolean;
  /** Nothing is to be sent: the shop used up its part of the operator's account. */
  overQuota: boolean;
  destinationCity: string | null;
  destinationRegion: string | null;
  destinationCountry: string | null;
  /** Whose order may be asked for the recipient's phone; null: nobody's. */
  phoneSource: PhoneSource | null;
  /** How often the phone was asked for in vain. */
  phoneTries: number;
  /** The traceparent of what made it wait; null: nobody keeps traces. */
  cause: string | null;
};

export type PhoneSource = { shopId: string; shop: string; orderGid: string };

/**
 * Takes the account's next due tracking and commits the attempt before the call is made, with the part of the
 * shop's quota that it may spend: one that spent before spends nothing again.
 * Live before gap before backfill; round robin over shops; oldest first within a shop. Each of the nine
 * probes reads the head of one range of the waiting index.
 *
 * @param asked.shopQuota new trackings a month for each shop; null on a shop's own account
 */
export async function claimTracking(
  db: Database,
  asked: {
    accountId: string;
    callbackBase: string;
    shopQuota: number | null;
    now: Date;
  },
): Promise<ClaimedTracking | undefined> {
  const { accountId, callbackBase, shopQuota, now } = asked;
  const rows = await db.$queryRaw<ClaimedTracking[]>`
    WITH ${nextDue(accountId, now)}
    , known AS (
      SELECT tracking.id, shop_id, carrier_id, attempt_url, quota_month FROM tracking JOIN head USING (id)
      WHERE registration = 'waiting' FOR UPDATE OF tracking SKIP LOCKED
    ), served AS (
      UPDATE keydelivery_account SET served_shop_id = known.shop_id
      FROM known WHERE keydelivery_account.id = ${accountId}::uuid AND known.shop_id IS DISTINCT FROM served_shop_id
    ), spent AS (
      INSERT INTO quota_usage (account_id, shop_id, month, used)
      SELECT ${accountId}::uuid, shop_id, ${monthOf(now)}::date, 1 FROM known
      WHERE shop_id IS NOT NULL AND quota_month IS NULL AND ${shopQuota}::int > 0
      ON CONFLICT (account_id, shop_id, month) DO UPDATE SET used = quota_usage.used + 1
        WHERE quota_usage.used < ${shopQuota}::int
      RETURNING month
    ), allowed AS (
      SELECT known.*, COALESCE(known.quota_month, (SELECT month FROM spent)) AS month,
        ${shopQuota}::int IS NOT NULL AND shop_id IS NOT NULL AND quota_month IS NULL
          AND NOT EXISTS (SELECT 1 FROM spent) AS over
      FROM known
    )
    UPDATE tracking SET
      registration = CASE WHEN allowed.over THEN 'over_quota'::registration ELSE 'registering' END,
      attempts = attempts + CASE WHEN allowed.over THEN 0 ELSE 1 END,
      attempt_started_at = ${now}, quota_month = allowed.month,
      attempt_url = CASE WHEN allowed.over THEN tracking.attempt_url ELSE ${callbackBase} END
    FROM allowed LEFT JOIN LATERAL (
      SELECT destination_city, destination_region, destination_country FROM shipment
      WHERE shipment.tracking_id = allowed.id AND shipment.ended_at IS NULL ORDER BY shipment.id LIMIT 1
    ) AS parcel ON true LEFT JOIN LATERAL (${phoneSource}) AS phone ON true
    WHERE tracking.id = allowed.id
    RETURNING tracking.id, tracking.carrier_id AS "carrierId", tracking.number, tracking.attempts,
      tracking.attempt_started_at AS "attemptStartedAt", tracking.attempt_url AS "attemptBase",
      allowed.attempt_url AS "earlierBase", tracking.ref, tracking.callback_key_id AS "callbackKeyId",
      tracking.shop_id AS "shopId", tracking.restarted, allowed.over AS "overQuota", parcel.destination_city AS "destinationCity",
      parcel.destination_region AS "destinationRegion", parcel.destination_country AS "destinationCountry",
      phone.source AS "phoneSource", tracking.phone_tries AS "phoneTries", tracking.cause`;
  return rows[0];
}

// A tracking may be shared by shops: only one that shares phones, and only its own order, is a source.
const phoneSource = Prisma.sql`
      SELECT jsonb_build_object('shopId', shop.id, 'shop', shop.domain, 'orderGid', fulfillment.order_gid) AS source
      FROM shipment JOIN shop ON shop.id = shipment.shop_id JOIN fulfillment ON fulfillment.id = shipment.fulfillment_id
      WHERE shipment.tracking_id = allowed.id AND shipment.ended_at IS NULL AND shop.state = 'active'
        AND (shop.phone_sharing = 'always' OR
          shop.phone_sharing = 'where_needed' AND allowed.carrier_id = ANY(${carriersThatNeedPhone}))
      ORDER BY shipment.id LIMIT 1`;

/** `head`: the id of the tracking whose turn it is. */
const nextDue = (accountId: string, now: Date) => Prisma.sql`account AS (
      SELECT id, COALESCE(served_shop_id, '00000000-0000-0000-0000-000000000000'::uuid) AS served
      FROM keydelivery_account WHERE id = ${accountId}::uuid
    ), head AS (
      SELECT probe.id
      FROM account, (VALUES (0), (1), (2)) AS level(priority), LATERAL (
        (SELECT t.id, 0 AS turn FROM tracking t
          WHERE t.account_id = account.id AND t.registration = 'waiting' AND t.priority = level.priority
            AND t.shop_id > account.served AND t.next_attempt_at <= ${now}
          ORDER BY t.shop_id, t.next_attempt_at LIMIT 1)
        UNION ALL
        (SELECT t.id, 1 FROM tracking t
          WHERE t.account_id = account.id AND t.registration = 'waiting' AND t.priority = level.priority
            AND t.shop_id <= account.served AND t.next_attempt_at <= ${now}
          ORDER BY t.shop_id, t.next_attempt_at LIMIT 1)
        UNION ALL
        (SELECT t.id, 2 FROM tracking t
          WHERE t.account_id = account.id AND t.registration = 'waiting' AND t.priority = level.priority
            AND t.shop_id IS NULL AND t.next_attempt_at <= ${now}
          ORDER BY t.next_attempt_at LIMIT 1)
      ) AS probe
      ORDER BY level.priority, probe.turn LIMIT 1
    )`;
