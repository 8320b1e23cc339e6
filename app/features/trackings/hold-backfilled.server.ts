import { Prisma } from "@prisma/client";
import type { Database, Transaction } from "#app/db.server.ts";
import { isWanted } from "./is-followed.server.ts";

/**
 * Imported parcels of a shop that wait to be registered, and those that wait for detection, up to `limit` of each.
 * @param asked.detecting the import whose parcels are looked at for that; null: none
 */
export async function countWaitingBackfilled(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; detecting: string | null; limit: number },
): Promise<number> {
  const { shopId, detecting, limit } = asked;
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      (SELECT 1 FROM tracking WHERE shop_id = ${shopId}::uuid AND priority = 2
        AND registration IN ('waiting', 'failed', 'dormant', 'over_quota')
        AND registration IN ('waiting', 'over_quota') LIMIT ${limit})
      UNION ALL
      (SELECT 1 FROM shipment WHERE backfill_id = ${detecting}::uuid AND state = 'detecting' LIMIT ${limit})
    ) AS waiting`;
  return rows[0]?.count ?? 0;
}

/**
 * The import is paused or cancelled: what waits for its registration is not sent, unless it is a parcel of another shop as
 * well, or one that was not imported.
 */
export async function holdBackfilled(
  tx: Transaction,
  backfillId: string,
): Promise<void> {
  const waiting = Prisma.sql`SELECT tracking_id FROM shipment
    WHERE backfill_id = ${backfillId}::uuid AND state IN ('waiting', 'over_quota')`;
  // An attempt that ends just now may leave its tracking waiting, and does not see the pause yet: it is waited for.
  await tx.$queryRaw`SELECT id FROM tracking WHERE id IN (${waiting}) ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE tracking SET registration = 'dormant'
    WHERE registration IN ('waiting', 'over_quota') AND id IN (${waiting}) AND NOT ${isWanted}`;
}

/** It goes on, whoever else's import held the same number. */
export async function resumeBackfilled(
  tx: Transaction,
  asked: { shopId: string; backfillId: string; now: Date },
): Promise<void> {
  const { shopId, backfillId, now } = asked;
  await tx.$executeRaw`
    UPDATE tracking SET registration = 'waiting', next_attempt_at = ${now}, priority = 2,
      shop_id = CASE WHEN quota_month IS NULL THEN ${shopId}::uuid ELSE shop_id END
    WHERE registration = 'dormant' AND id IN (SELECT tracking_id FROM shipment
      WHERE backfill_id = ${backfillId}::uuid AND state = 'dormant' AND shop_id = ${shopId}::uuid)`;
}
