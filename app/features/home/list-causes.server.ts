import type { Database } from "#app/db.server.ts";
import { capped, countLimit } from "./capped.ts";
import { keptCauses, type CauseGroup, type KeptCause } from "./home-view.ts";

// So many are named; the list has them all.
const namedOfEach = 3;
// Whether all are of one company is told of so many.
const companiesOf = 500;

type Row = {
  cause: KeptCause;
  count: number;
  fresh: number;
  named: CauseGroup["named"];
  company: string | null;
};

type Asked = {
  shopId: string;
  /** What came since then is new. */
  since: Date;
  /** How long a parcel stands still before that is a reason. */
  restMs: { stalled: number; silent: number };
};

/** Why a shop's parcels need a look, in the order of `causes`; each with its number and the newest of them. */
export async function listCauses(
  db: Pick<Database, "$queryRaw">,
  { shopId, since, restMs }: Asked,
): Promise<CauseGroup[]> {
  const rests: Partial<Record<KeptCause, number>> = restMs;
  const sinces = keptCauses.map(
    (cause) => new Date(since.getTime() - (rests[cause] ?? 0)),
  );
  const rows = await db.$queryRaw<Row[]>`
    SELECT asked.cause, counted.count, fresh.count AS fresh, named.parcels AS named, company.name AS company
    FROM unnest(${[...keptCauses]}::text[], ${sinces}::timestamptz[]) WITH ORDINALITY AS asked(cause, since, place)
    CROSS JOIN LATERAL (SELECT count(*)::int FROM (SELECT FROM shipment
      WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL AND attention = asked.cause
      LIMIT ${countLimit}) AS few) AS counted
    CROSS JOIN LATERAL (SELECT count(*)::int FROM (SELECT FROM shipment
      WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL AND attention = asked.cause AND moved_at >= asked.since
      LIMIT ${countLimit}) AS few) AS fresh
    CROSS JOIN LATERAL (SELECT json_agg(json_build_object('id', id, 'orderName', order_name)) AS parcels
      FROM (SELECT id, order_name FROM shipment
        WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL AND attention = asked.cause
        ORDER BY moved_at DESC, id DESC LIMIT ${namedOfEach}) AS newest) AS named
    LEFT JOIN LATERAL (SELECT min(tracking_company) AS name
      FROM (SELECT company_key, tracking_company FROM shipment JOIN fulfillment ON fulfillment.id = fulfillment_id
        WHERE shipment.shop_id = ${shopId}::uuid AND archived_at IS NULL AND attention = asked.cause
          AND asked.cause = 'needs_carrier'
        LIMIT ${companiesOf}) AS few
      HAVING min(company_key) = max(company_key) AND min(company_key) <> '') AS company ON true
    WHERE counted.count > 0 ORDER BY place`;
  return rows.map(({ cause, count, fresh, named, company }) => ({
    cause,
    parcels: capped(count),
    fresh: capped(fresh),
    named,
    company,
  }));
}
