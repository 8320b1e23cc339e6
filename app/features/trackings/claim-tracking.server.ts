import type { Database } from "#app/db.server.ts";

export type ClaimedTracking = {
  id: string;
  carrierId: string;
  number: string;
  attempts: number;
  attemptStartedAt: Date;
  /** The full callback URL of this attempt. */
  attemptUrl: string;
  /** The URL of an earlier attempt whose outcome is not known. */
  earlierUrl: string | null;
  destinationCity: string | null;
  destinationRegion: string | null;
  destinationCountry: string | null;
};

/**
 * Takes the account's next due tracking and commits the attempt before the call is made.
 * Live before gap before backfill; round robin over shops; oldest first within a shop. Each of the nine
 * probes reads the head of one range of the waiting index.
 */
export async function claimTracking(
  db: Database,
  asked: { accountId: string; callbackBase: string; now: Date },
): Promise<ClaimedTracking | undefined> {
  const { accountId, callbackBase, now } = asked;
  const rows = await db.$queryRaw<ClaimedTracking[]>`
    WITH account AS (
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
    ), known AS (
      SELECT tracking.id, shop_id, attempt_url FROM tracking JOIN head USING (id)
      WHERE registration = 'waiting' FOR UPDATE OF tracking SKIP LOCKED
    ), served AS (
      UPDATE keydelivery_account SET served_shop_id = known.shop_id
      FROM known WHERE keydelivery_account.id = ${accountId}::uuid AND known.shop_id IS DISTINCT FROM served_shop_id
    )
    UPDATE tracking SET registration = 'registering', attempts = attempts + 1,
      attempt_started_at = ${now}, attempt_url = ${callbackBase} || callback_token
    FROM known LEFT JOIN LATERAL (
      SELECT destination_city, destination_region, destination_country FROM shipment
      WHERE shipment.tracking_id = known.id AND shipment.ended_at IS NULL ORDER BY shipment.id LIMIT 1
    ) AS parcel ON true
    WHERE tracking.id = known.id
    RETURNING tracking.id, tracking.carrier_id AS "carrierId", tracking.number, tracking.attempts,
      tracking.attempt_started_at AS "attemptStartedAt", tracking.attempt_url AS "attemptUrl",
      known.attempt_url AS "earlierUrl", parcel.destination_city AS "destinationCity",
      parcel.destination_region AS "destinationRegion", parcel.destination_country AS "destinationCountry"`;
  return rows[0];
}
