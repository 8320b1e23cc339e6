import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { cappedCause, causeLimit } from "./capped.ts";
import { keptCauses, type CauseGroup, type KeptCause } from "./home-view.ts";

const { sql } = Prisma;

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
  const newest = sql`FROM shipment WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL
    AND attention = asked.cause ORDER BY moved_at DESC, id DESC`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT asked.cause, counted.count, counted.fresh, named.parcels AS named, company.name AS company
    FROM unnest(${[...keptCauses]}::text[], ${sinces}::timestamptz[]) WITH ORDINALITY AS asked(cause, since, place)
    CROSS JOIN LATERAL (SELECT count(*)::int AS count, (count(*) FILTER (WHERE moved_at >= asked.since))::int AS fresh
      FROM (SELECT moved_at ${newest} LIMIT ${causeLimit}) AS few) AS counted
    CROSS JOIN LATERAL (SELECT json_agg(json_build_object('id', id, 'orderName', order_name)) AS parcels
      FROM (SELECT id, order_name ${newest} LIMIT ${namedOfEach}) AS newest) AS named
    LEFT JOIN LATERAL (SELECT tracking_company AS name
      FROM (SELECT min(company_key) AS one, max(company_key) AS other
        FROM (SELECT company_key ${newest} LIMIT ${companiesOf}) AS few WHERE asked.cause = 'needs_carrier') AS keys
      JOIN fulfillment ON fulfillment.id = (SELECT fulfillment_id ${newest} LIMIT 1)
      WHERE one = other AND one <> '') AS company ON true
    WHERE counted.count > 0 ORDER BY place`;
  return rows.map(({ cause, count, fresh, named, company }) => ({
    cause,
    parcels: cappedCause(count),
    fresh: cappedCause(fresh),
    named,
    company,
  }));
}
