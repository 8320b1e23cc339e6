import type { Transaction } from "#app/db.server.ts";
import { handOverTrackings } from "./hand-over-trackings.server.ts";
import { heldByImport } from "./held-by-import.server.ts";
import { isFollowed, isWanted } from "./is-followed.server.ts";
import { lockRows } from "./lock-tracking.server.ts";

/** The parcel behind which the next ones begin. */
export type ShippedBefore = { id: string; shippedAt: Date };

type Asked = { shopId: string; after: ShippedBefore | undefined };

const parcelsTogether = 1_000;
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * The shop left: what only it waits for is not sent, and what only it follows is not asked for any more.
 * Trackings that a shop which stayed needs too go on, at that shop's cost. Some of its parcels at a time, the newest first.
 * @returns where the next ones begin; undefined: these were the last
 */
export async function stopTrackingsOfShop(
  tx: Transaction,
  asked: Asked,
): Promise<ShippedBefore | undefined> {
  const { shopId } = asked;
  const parcels = await parcelsOf(tx, asked);
  const ids = parcels.flatMap(({ trackingId }) => trackingId ?? []);
  // First, so that the next statement sees what another shop linked meanwhile.
  await lockRows(tx, ids);
  await tx.$executeRaw`
    UPDATE tracking SET next_check_at = CASE WHEN ${isFollowed} THEN next_check_at END,
      registration = CASE WHEN registration IN ('waiting', 'over_quota') THEN 'dormant'::registration ELSE registration END
    WHERE id = ANY(${ids}::uuid[])
      AND (registration IN ('waiting', 'over_quota') OR next_check_at IS NOT NULL) AND NOT ${isWanted}`;
  await handOverTrackings(tx, { shopId, among: ids });
  return nextAfter(parcels);
}

const parcelsOf = (tx: Transaction, { shopId, after }: Asked) =>
  tx.$queryRaw<
    (ShippedBefore & { isLive: boolean; trackingId: string | null })[]
  >`
    SELECT id, shipped_at AS "shippedAt", ended_at IS NULL AS "isLive", tracking_id AS "trackingId" FROM shipment
    WHERE shop_id = ${shopId}::uuid
      AND (shipped_at, id) < (${after?.shippedAt ?? "infinity"}::timestamptz, ${after?.id ?? lastId}::uuid)
    ORDER BY shipped_at DESC, id DESC LIMIT ${parcelsTogether}`;

function nextAfter(parcels: ShippedBefore[]): ShippedBefore | undefined {
  const last = parcels.at(-1);
  return last && parcels.length === parcelsTogether
    ? { id: last.id, shippedAt: last.shippedAt }
    : undefined;
}

/**
 * The shop came back: what sleeps waits again, unless an import that is paused or cancelled holds it, and what nobody has
 * paid for yet it pays for itself, whoever asked for it first. What runs is looked after: what no push is assured for is
 * asked for at once, the rest within a day. Some of its parcels at a time, the newest first.
 * @returns where the next ones begin; undefined: these were the last
 */
export async function resumeTrackingsOfShop(
  tx: Transaction,
  asked: Asked & { now: Date },
): Promise<ShippedBefore | undefined> {
  const { shopId, now } = asked;
  const parcels = await parcelsOf(tx, asked);
  const ids = parcels.flatMap(({ isLive, trackingId }) =>
    isLive && trackingId ? [trackingId] : [],
  );
  // First, so that the next statement sees what another transaction let sleep meanwhile.
  await lockRows(tx, ids);
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
  return nextAfter(parcels);
}
