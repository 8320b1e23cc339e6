import type { Database } from "#app/db.server.ts";
import { silentAfterMs } from "./shown-state.ts";

type Asked = {
  shopIds: string[];
  now: Date;
  /** Parcels of each shop that are looked at in one statement. */
  perShop: number;
};

/**
 * Parcels that should move and have not for the days that their shop says. Rows that someone else has locked are
 * left to the next run, so that nobody waits for this.
 * @returns how many there were
 */
export function markStalled(
  db: Pick<Database, "$executeRaw">,
  { shopIds, now, perShop }: Asked,
): Promise<number> {
  return db.$executeRaw`
    UPDATE shipment SET attention = 'stalled' WHERE id = ANY (ARRAY(
      SELECT quiet.id FROM shop CROSS JOIN LATERAL (
        SELECT id FROM shipment
        WHERE shop_id = shop.id AND attention IS NULL AND archived_at IS NULL
          AND state IN ('info_received', 'accepted', 'in_transit', 'customs', 'out_for_delivery', 'ready_for_pickup',
            'delayed', 'unknown')
          AND moved_at <= ${now}::timestamptz - make_interval(days => shop.stalled_days)
        ORDER BY moved_at LIMIT ${perShop} FOR NO KEY UPDATE SKIP LOCKED) AS quiet
      WHERE shop.id = ANY (${shopIds}::uuid[])))`;
}

/** Those that were registered two days ago and have no scan: as the state "silent" of shownStateOf. */
export function markSilent(
  db: Pick<Database, "$executeRaw">,
  { shopIds, now, perShop }: Asked,
): Promise<number> {
  const before = new Date(now.getTime() - silentAfterMs);
  return db.$executeRaw`
    UPDATE shipment SET attention = 'silent' WHERE id = ANY (ARRAY(
      SELECT quiet.id FROM shop CROSS JOIN LATERAL (
        SELECT id FROM shipment
        WHERE shop_id = shop.id AND attention IS NULL AND archived_at IS NULL AND state = 'pending'
          AND moved_at <= ${before}::timestamptz
          AND (SELECT registered_at FROM tracking WHERE tracking.id = tracking_id) <= ${before}::timestamptz
        ORDER BY moved_at LIMIT ${perShop} FOR NO KEY UPDATE SKIP LOCKED) AS quiet
      WHERE shop.id = ANY (${shopIds}::uuid[])))`;
}

/** The shop gives its parcels more days now: those that have not stood still for so long are fine again. */
export function clearStalled(
  db: Pick<Database, "$executeRaw">,
  { shopIds, now, perShop }: Asked,
): Promise<number> {
  return db.$executeRaw`
    UPDATE shipment SET attention = NULL WHERE id = ANY (ARRAY(
      SELECT moving.id FROM shop CROSS JOIN LATERAL (
        SELECT id FROM shipment
        WHERE shop_id = shop.id AND attention = 'stalled' AND archived_at IS NULL
          AND moved_at > ${now}::timestamptz - make_interval(days => shop.stalled_days)
        LIMIT ${perShop} FOR NO KEY UPDATE SKIP LOCKED) AS moving
      WHERE shop.id = ANY (${shopIds}::uuid[])))`;
}
