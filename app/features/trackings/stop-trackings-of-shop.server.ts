import type { Transaction } from "#app/db.server.ts";
import { heldByImport } from "./held-by-import.server.ts";

/**
 * The shop left: what only it waits for is not sent, and what only it follows is not asked for any more.
 * Trackings that a shop which stayed needs too go on.
 */
export async function stopTrackingsOfShop(
  tx: Transaction,
  shopId: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE tracking SET next_check_at = NULL,
      registration = CASE WHEN registration IN ('waiting', 'over_quota') THEN 'dormant'::registration ELSE registration END
    WHERE id IN (SELECT tracking_id FROM shipment WHERE shop_id = ${shopId}::uuid)
      AND (registration IN ('waiting', 'over_quota') OR next_check_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM shipment JOIN shop ON shop.id = shipment.shop_id
        WHERE shipment.tracking_id = tracking.id AND shipment.ended_at IS NULL
          AND shop.state <> 'uninstalled')`;
}

/**
 * The shop came back: what sleeps waits again, unless an import that is paused or cancelled holds it, and what nobody has
 * paid for yet it pays for itself, whoever asked for it first. What runs is looked after: what no push is assured for is
 * asked for at once, the rest within a day.
 */
export async function resumeTrackingsOfShop(
  tx: Transaction,
  asked: { shopId: string; now: Date },
): Promise<void> {
  const { shopId, now } = asked;
  await tx.$executeRaw`
    UPDATE tracking SET
      registration = CASE WHEN registration = 'dormant' THEN 'waiting'::registration ELSE registration END,
      shop_id = CASE WHEN registration = 'dormant' AND quota_month IS NULL THEN ${shopId}::uuid ELSE shop_id END,
      next_attempt_at = CASE WHEN registration = 'dormant' THEN ${now} ELSE next_attempt_at END,
      next_check_at = CASE WHEN registration <> 'registered' THEN next_check_at
        WHEN push_assured THEN ${now}::timestamptz + random() * interval '1 day' ELSE ${now} END
    WHERE id IN (SELECT tracking_id FROM shipment WHERE shop_id = ${shopId}::uuid AND ended_at IS NULL)
      AND (registration = 'dormant' AND EXISTS (SELECT 1 FROM shipment WHERE shipment.tracking_id = tracking.id
           AND shop_id = ${shopId}::uuid AND ended_at IS NULL AND NOT ${heldByImport})
         OR (registration = 'registered'
        AND next_check_at IS NULL AND status NOT IN ('delivered', 'returned', 'expired')))`;
}
