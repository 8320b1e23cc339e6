import type { Database } from "#app/db.server.ts";
import { refreshesPerHour, type RefreshFacts } from "./refresh-limits.ts";

const hourMs = 3_600_000;

/** What decides whether KeyDelivery can be asked for a parcel; undefined where it does not follow it for this shop. */
export async function findRefresh(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; shipmentId: string; now: Date },
): Promise<(RefreshFacts & { trackingId: string }) | undefined> {
  const { shopId, shipmentId, now } = asked;
  const hourAgo = new Date(now.getTime() - hourMs);
  const [found] = await db.$queryRaw<(RefreshFacts & { trackingId: string })[]>`
    SELECT tracking.id AS "trackingId", tracking.status, last.asked_at AS "askedAt", last.settled_at AS "settledAt",
      last.outcome, last.new_scans AS "newScans", last.answer_code AS "answerCode", recent.count AS recent,
      recent.first_at AS "firstRecentAt"
    FROM shipment JOIN tracking ON tracking.id = shipment.tracking_id
      LEFT JOIN LATERAL (SELECT * FROM refresh
        WHERE tracking_id = tracking.id AND shop_id = shipment.shop_id ORDER BY asked_at DESC LIMIT 1) AS last ON true
      CROSS JOIN LATERAL (SELECT count(*)::int AS count, min(asked_at) AS first_at FROM (SELECT asked_at FROM refresh
        WHERE shop_id = shipment.shop_id AND asked_at > ${hourAgo}
        ORDER BY asked_at DESC LIMIT ${refreshesPerHour}) AS hour) AS recent
    WHERE shipment.id = ${shipmentId}::uuid AND shipment.shop_id = ${shopId}::uuid
      AND shipment.ended_at IS NULL AND hold = 'none' AND registration = 'registered'`;
  return found;
}
