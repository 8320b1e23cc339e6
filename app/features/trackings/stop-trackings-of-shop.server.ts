import type { Transaction } from "#app/db.server.ts";
import { heldByImport } from "./held-by-import.server.ts";
import { isFollowed, isWanted } from "./is-followed.server.ts";

type ShippedBefore = { id: string; shippedAt: Date };

const parcelsTogether = 1_000;
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * The shop left: what only it waits for is not sent, and what only it follows is not asked for any more.
 * Trackings that a shop which stayed needs too go on.
 */
export async function stopTrackingsOfShop(
  tx: Transaction,
  shopId: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE tracking SET next_check_at = CASE WHEN ${isFollowed} THEN next_check_at END,
      registration = CASE WHEN registration IN ('waiting', 'over_quota') THEN 'dormant'::registration ELSE registration END
    WHERE id IN (SELECT tracking_id FROM shipment WHERE shop_id = ${shopId}::uuid)
      AND (registration IN ('waiting', 'over_quota') OR next_check_at IS NOT NULL) AND NOT ${isWanted}`;
}

/**
 * The shop came back: what sleeps waits again, unless an import that is paused or cancelled holds it, and what nobody has
 * paid for yet it pays for itself, whoever asked for it first. What runs is looked after: what no push is assured for is
 * asked for at once, the rest within a day. Some of its parcels at a time, the newest first.
 * @returns where the next ones begin; undefined: these were the last
 */
export async function resumeTrackingsOfShop(
  tx: Transaction,
  asked: { shopId: string; now: Date; after: ShippedBefore | undefined },
): Promise<ShippedBefore | undefined> {
  const { shopId, now, after } = asked;
  const parcels = await tx.$queryRaw<
    (ShippedBefore & { trackingId: string | null })[]
  >`
    SELECT id, shipped_at AS "shippedAt", CASE WHEN ended_at IS NULL THEN tracking_id END AS "trackingId" FROM shipment
    WHERE shop_id = ${shopId}::uuid
      AND (shipped_at, id) < (${after?.shippedAt ?? "infinity"}::timestamptz, ${after?.id ?? lastId}::uuid)
    ORDER BY shipped_at DESC, id DESC LIMIT ${parcelsTogether}`;
  const ids = parcels.flatMap(({ trackingId }) => trackingId ?? []);
  await tx.$executeRaw`
    UPDATE tracking SET
      registration = CASE WHEN registration = 'dormant' THEN 'waiting'::registration ELSE registration END,
      shop_id = CASE WHEN registration = 'dormant' AND quota_month IS NULL THEN ${shopId}::uuid ELSE shop_id END,
      next_attempt_at = CASE WHEN registration = 'dormant' THEN ${now} ELSE next_attempt_at END,
      next_check_at = CASE WHEN registration <> 'registered' THEN next_check_at
        WHEN push_assured THEN ${now}::timestamptz + random() * interval '1 day' ELSE ${now} END
    WHERE id = ANY(${ids}::uuid[])
      AND (registration = 'dormant' AND EXISTS (SELECT 1 FROM shipment WHERE shipment.tracking_id = tracking.id
           AND shop_id = ${shopId}::uuid AND ended_at IS NULL AND NOT ${heldByImport})
         OR (registration = 'registered'
        AND next_check_at IS NULL AND status NOT IN ('delivered', 'returned', 'expired')))`;
  return parcels.length === parcelsTogether ? parcels.at(-1) : undefined;
}
