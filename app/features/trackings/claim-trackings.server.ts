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
  /** A live parcel of a shop with the app is carried by it; of one that left just now it may still wait. */
  isFollowed: boolean;
  /** Whose parcel that is. */
  shop: string | null;
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

type Asked = {
  accountId: string;
  callbackBase: string;
  /** New trackings a month for each shop; null on a shop's own account. */
  shopQuota: number | null;
  now: Date;
  /** How many at most. */
  count: number;
};

/**
 * Takes what is due next on the account and commits the attempts before the calls are made, with the part of the
 * shop's quota that they may spend: one that spent before spends nothing again, and what is nobody's any more stands aside
 * until a shop pays for it.
 * Live before gap before backfill; round robin over shops; oldest first within a shop.
 * @returns several where they are all of one shop, whose quota has room for them
 */
export async function claimTrackings(
  db: Database,
  asked: Asked,
): Promise<ClaimedTracking[]> {
  const several = asked.count > 1 ? await claim(db, asked) : [];
  return several.length > 0 ? several : claim(db, { ...asked, count: 1 });
}

function claim(db: Database, asked: Asked): Promise<ClaimedTracking[]> {
  const { accountId, callbackBase, shopQuota, now, count } = asked;
  return db.$queryRaw<ClaimedTracking[]>`
    WITH ${nextDue(asked)}
    , fresh AS (
      SELECT shop_id, count(*)::int AS wanted FROM next
      WHERE shop_id IS NOT NULL AND quota_month IS NULL GROUP BY shop_id
    ), spent AS (
      INSERT INTO quota_usage (account_id, shop_id, month, used)
      SELECT ${accountId}::uuid, shop_id, ${monthOf(now)}::date, wanted FROM fresh WHERE wanted <= ${shopQuota}::int
      ON CONFLICT (account_id, shop_id, month) DO UPDATE SET used = quota_usage.used + EXCLUDED.used
        WHERE quota_usage.used + EXCLUDED.used <= ${shopQuota}::int
      RETURNING month
    ), judged AS (
      SELECT next.*, COALESCE(next.quota_month, (SELECT month FROM spent)) AS month,
        ${shopQuota}::int IS NOT NULL AND quota_month IS NULL AND NOT EXISTS (SELECT 1 FROM spent) AS over
      FROM next
    ), allowed AS (
      SELECT * FROM judged WHERE NOT over OR ${count}::int = 1
    ), served AS (
      UPDATE keydelivery_account SET served_shop_id = head.shop_id FROM head
      WHERE keydelivery_account.id = ${accountId}::uuid AND head.shop_id IS DISTINCT FROM served_shop_id
        AND EXISTS (SELECT 1 FROM allowed)
    )
    UPDATE tracking SET
      registration = CASE WHEN allowed.over THEN 'over_quota'::registration ELSE 'registering' END,
      attempts = attempts + CASE WHEN allowed.over THEN 0 ELSE 1 END,
      attempt_started_at = ${now}, quota_month = allowed.month,
      attempt_url = CASE WHEN allowed.over THEN tracking.attempt_url ELSE ${callbackBase} END
    FROM allowed LEFT JOIN LATERAL (
      SELECT shipment.id, shop.domain, destination_city, destination_region, destination_country
      FROM shipment JOIN shop ON shop.id = shipment.shop_id
      WHERE shipment.tracking_id = allowed.id AND shipment.ended_at IS NULL AND shop.state <> 'uninstalled'
      ORDER BY shipment.id LIMIT 1
    ) AS parcel ON true LEFT JOIN LATERAL (${phoneSource}) AS phone ON true
    WHERE tracking.id = allowed.id
    RETURNING tracking.id, tracking.carrier_id AS "carrierId", tracking.number, tracking.attempts,
      tracking.attempt_started_at AS "attemptStartedAt", tracking.attempt_url AS "attemptBase",
      allowed.attempt_url AS "earlierBase", tracking.ref, tracking.callback_key_id AS "callbackKeyId",
      tracking.shop_id AS "shopId", tracking.restarted, allowed.over AS "overQuota", parcel.id IS NOT NULL AS "isFollowed", parcel.domain AS shop,
      parcel.destination_city AS "destinationCity",
      parcel.destination_region AS "destinationRegion", parcel.destination_country AS "destinationCountry",
      phone.source AS "phoneSource", tracking.phone_tries AS "phoneTries", tracking.cause`;
}

// A tracking may be shared by shops: only one that shares phones, and only its own order, is a source.
const phoneSource = Prisma.sql`
      SELECT jsonb_build_object('shopId', shop.id, 'shop', shop.domain, 'orderGid', fulfillment.order_gid) AS source
      FROM shipment JOIN shop ON shop.id = shipment.shop_id JOIN fulfillment ON fulfillment.id = shipment.fulfillment_id
      WHERE shipment.tracking_id = allowed.id AND shipment.ended_at IS NULL AND shop.state = 'active'
        AND (shop.phone_sharing = 'always' OR
          shop.phone_sharing = 'where_needed' AND allowed.carrier_id = ANY(${carriersThatNeedPhone}))
      ORDER BY shipment.id LIMIT 1`;

/**
 * `next`: those whose turn it is, locked, several where no other shop waits beside; `head`: the first of them. What others hold
 * a lock on is passed over, or a shop whose rows are all locked would stop the account for every shop. Each probe reads the
 * head of one range of the waiting index.
 */
function nextDue({ accountId, now, count }: Asked) {
  // All that the claim goes by: a locking read answers the newest version of a row, the statement's own view an older one.
  const due = (shop: Prisma.Sql) => Prisma.sql`
        SELECT t.id, t.shop_id, t.carrier_id, t.attempt_url, t.quota_month FROM tracking t
          WHERE t.account_id = account.id AND t.registration = 'waiting' AND t.priority = level.priority
            AND t.next_attempt_at <= ${now} AND ${shop}
          ORDER BY t.shop_id, t.next_attempt_at`;
  const ofNobody = due(Prisma.sql`t.shop_id IS NULL`);
  const several = Prisma.sql`
      SELECT turn.* FROM account, head AS level, LATERAL (
        SELECT CASE WHEN EXISTS (${due(Prisma.sql`t.shop_id > level.shop_id`)} LIMIT 1)
          OR EXISTS (${due(Prisma.sql`t.shop_id < level.shop_id`)} LIMIT 1)
          OR level.shop_id IS NOT NULL AND EXISTS (${ofNobody} LIMIT 1)
          THEN 1 ELSE ${count}::int END AS most
      ) AS together, LATERAL (
        (SELECT * FROM (${due(Prisma.sql`t.shop_id = level.shop_id`)}
          LIMIT together.most FOR UPDATE SKIP LOCKED) AS own)
        UNION ALL
        (SELECT * FROM (${ofNobody}
          LIMIT CASE WHEN level.shop_id IS NULL THEN together.most ELSE 0 END FOR UPDATE SKIP LOCKED) AS nobodys)
      ) AS turn`;
  // No ORDER BY at the end of `head`: levels and probes are read in this order and no further than the first row, where a sort
  // would read, and lock, the head of every range.
  return Prisma.sql`account AS (
      SELECT id, COALESCE(served_shop_id, '00000000-0000-0000-0000-000000000000'::uuid) AS served
      FROM keydelivery_account WHERE id = ${accountId}::uuid
    ), head AS (
      SELECT level.priority, probe.*
      FROM account, (VALUES (0), (1), (2)) AS level(priority), LATERAL (
        (SELECT * FROM (${due(Prisma.sql`t.shop_id > account.served`)}
          LIMIT 1 FOR UPDATE SKIP LOCKED) AS after)
        UNION ALL
        (SELECT * FROM (${due(Prisma.sql`t.shop_id <= account.served`)}
          LIMIT 1 FOR UPDATE SKIP LOCKED) AS before)
        UNION ALL
        (SELECT * FROM (${ofNobody} LIMIT 1 FOR UPDATE SKIP LOCKED) AS nobodys)
      ) AS probe
      LIMIT 1
    ), next AS (${count === 1 ? Prisma.sql`SELECT * FROM head` : several})`;
}
