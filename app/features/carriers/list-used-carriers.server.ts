import type { Database } from "#app/db.server.ts";

// KeyDelivery has about a thousand; a shop uses a handful.
const most = 200;

export type CarrierCounts = {
  /** '' for parcels whose carrier is not known yet. */
  carrierId: string;
  parcels: number;
  registered: number;
  delivered: number;
  exceptions: number;
};

/** The carriers of a shop's parcels shipped from a day on, by volume. */
export function listUsedCarriers(
  db: Pick<Database, "$queryRaw">,
  { shopId, from }: { shopId: string; from: string },
): Promise<CarrierCounts[]> {
  return db.$queryRaw<CarrierCounts[]>`
    SELECT carrier_id AS "carrierId", sum(shipped)::int AS parcels, sum(registered)::int AS registered,
      sum(delivered)::int AS delivered, sum(exceptions)::int AS exceptions
    FROM shipped_day WHERE shop_id = ${shopId}::uuid AND day >= ${from}::date
    GROUP BY carrier_id ORDER BY sum(shipped) DESC, carrier_id LIMIT ${most}`;
}
