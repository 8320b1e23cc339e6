import type { Database } from "#app/db.server.ts";

const trackingsPerRun = 10_000;
const parcelsOfEach = 100;
const shopsPerRun = 1_000;

/**
 * Shops with parcels that wait on an account that serves nobody any more, or for an account though one serves. Whoever
 * connects or disconnects one has the others moved: these were being registered just then, or the operator's account changed
 * with a start.
 */
export async function findShopsLeftBehind(
  db: Pick<Database, "$queryRaw">,
): Promise<string[]> {
  // Each probe reads the head of one range of an index, which the limits see to. A tracking's parcels may be several shops'.
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH waiting AS MATERIALIZED (
      SELECT own.id FROM keydelivery_account AS account, LATERAL (
        (SELECT id FROM tracking WHERE account_id = account.id AND registration = 'waiting'
          ORDER BY priority, shop_id, next_attempt_at LIMIT ${trackingsPerRun})
        UNION ALL
        (SELECT id FROM tracking WHERE account_id = account.id AND registration = 'over_quota'
          ORDER BY shop_id, created_at LIMIT ${trackingsPerRun})
      ) AS own WHERE NOT account.current LIMIT ${trackingsPerRun}
    )
    (SELECT DISTINCT shop.id FROM waiting, LATERAL (
        SELECT shop_id FROM shipment WHERE tracking_id = waiting.id AND ended_at IS NULL LIMIT ${parcelsOfEach}
      ) AS parcel JOIN shop ON shop.id = parcel.shop_id
      WHERE shop.state <> 'uninstalled' LIMIT ${shopsPerRun})
    UNION
    (SELECT shop.id FROM shop, LATERAL (
        SELECT 1 FROM shipment
        WHERE shop_id = shop.id AND ended_at IS NULL AND hold = 'none' AND tracking_id IS NULL LIMIT 1
      ) AS unlinked
      WHERE shop.state <> 'uninstalled'
        AND (EXISTS (SELECT 1 FROM keydelivery_account WHERE current AND shop_id IS NULL)
          OR EXISTS (SELECT 1 FROM keydelivery_account WHERE current AND shop_id = shop.id))
      LIMIT ${shopsPerRun})`;
  return rows.map(({ id }) => id);
}
