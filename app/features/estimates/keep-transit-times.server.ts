import type { Database, Transaction } from "#app/db.server.ts";
import { sumAreas, type TransitSum } from "./sum-areas.ts";

const historyDays = 180;
const pauseMs = 3_600_000;
const longestMs = 60_000;

/**
 * Sums up the transit times of a shop's last half year by carrier and area, if that was not done within the hour.
 * @returns whether it was done
 */
export async function keepTransitTimes(
  db: Database,
  asked: { shopId: string; now: Date },
): Promise<boolean> {
  const { shopId, now } = asked;
  const due = new Date(now.getTime() - pauseMs);
  return db.$transaction(
    async (tx) => {
      // Of two that do it at once, the second waits here, and finds it done.
      const marked = await tx.$executeRaw`
        UPDATE shop SET transit_kept_at = ${now} WHERE id = ${shopId}::uuid
          AND (transit_kept_at IS NULL OR transit_kept_at < ${due})`;
      if (marked > 0) await sumUp(tx, asked);
      return marked > 0;
    },
    { timeout: longestMs },
  );
}

async function sumUp(
  tx: Transaction,
  { shopId, now }: { shopId: string; now: Date },
) {
  const sums = await tx.$queryRaw<TransitSum[]>`
    SELECT carrier_id AS "carrierId", country, half_days::int AS "halfDays", sum(parcels)::int AS parcels
    FROM delivered_day WHERE shop_id = ${shopId}::uuid AND day >= ${now}::date - ${historyDays}::int AND carrier_id <> ''
    GROUP BY carrier_id, country, half_days`;
  const rows = [...sumAreas(sums)].flatMap(([carrierId, areas]) =>
    [...areas].flatMap(([area, buckets]) =>
      buckets.map((bucket) => ({ shopId, carrierId, area, ...bucket })),
    ),
  );
  await tx.transitTime.deleteMany({ where: { shopId } });
  await tx.$executeRaw`
    INSERT INTO transit_time (shop_id, carrier_id, area, half_days, parcels)
    SELECT ${shopId}::uuid, * FROM unnest(${rows.map(({ carrierId }) => carrierId)}::text[],
      ${rows.map(({ area }) => area)}::text[], ${rows.map(({ halfDays }) => halfDays)}::smallint[],
      ${rows.map(({ parcels }) => parcels)}::int[])`;
}
