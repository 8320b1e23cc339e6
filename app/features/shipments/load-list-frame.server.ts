import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { carrierNameOf } from "./carrier-name.ts";
import type { BulkProgress } from "./bulk-view.ts";
import type { Capped, ListFrame, SavedView } from "./list-page-view.ts";
import { listViews } from "./list-views.ts";

const { sql } = Prisma;

const mostCounted = 5_000;
// Carriers that a filter offers, at most; of countries there are fewer.
const mostOffered = 300;
// In the order of an index: else the database may look for the first ones in the whole table.
const newest = sql`ORDER BY shipped_at DESC, id DESC`;

type Row = {
  hasParcels: boolean;
  exceptions: number;
  needsAttention: number;
  carriers: string[];
  countries: string[];
  savedViews: SavedView[];
  bulk: BulkProgress | null;
};

/** What stands around the list's rows, in one statement that reads only indexes. */
export async function loadListFrame(
  db: Pick<Database, "$queryRaw">,
  shopId: string,
): Promise<ListFrame> {
  const live = sql`shop_id = ${shopId}::uuid AND archived_at IS NULL`;
  const exceptions = sql`FROM unnest(${listViews.exceptions.states}::text[]) AS lane(value)
    CROSS JOIN LATERAL (SELECT FROM shipment WHERE ${live} AND state = lane.value
      ${newest} LIMIT ${mostCounted + 1}) AS part`;
  const [row] = await db.$queryRaw<[Row]>`
    SELECT COALESCE((SELECT true FROM shipment WHERE shop_id = ${shopId}::uuid ${newest} LIMIT 1), false) AS "hasParcels",
      ${count(exceptions)} AS exceptions,
      ${count(sql`FROM shipment WHERE ${live} AND attention IS NOT NULL ${newest}`)} AS "needsAttention",
      ${valuesOf(sql`carrier_id`, live)} AS carriers,
      ${valuesOf(sql`destination_code`, live)} AS countries,
      (SELECT COALESCE(json_agg(json_build_object('id', id, 'name', name, 'query', query) ORDER BY created_at, id), '[]')
        FROM saved_view WHERE shop_id = ${shopId}::uuid) AS "savedViews",
      ${newestBulkAction(shopId)} AS bulk`;
  return {
    hasParcels: row.hasParcels,
    counts: {
      exceptions: capped(row.exceptions),
      needs_attention: capped(row.needsAttention),
    },
    carriers: row.carriers.map((id) => ({ id, name: carrierNameOf(id) ?? id })),
    countries: row.countries,
    savedViews: row.savedViews,
    bulk: row.bulk,
  };
}

// Until the merchant has read how it ended.
const newestBulkAction = (shopId: string) => sql`
  (SELECT json_build_object('id', id, 'kind', kind, 'state', state, 'total', total, 'hasMore', has_more, 'done', done,
      'skipped', skipped, 'left', reasons)
    FROM (SELECT * FROM bulk_action WHERE shop_id = ${shopId}::uuid ORDER BY asked_at DESC LIMIT 1) AS newest
    WHERE closed_at IS NULL)`;

const count = (from: Prisma.Sql) =>
  sql`(SELECT count(*)::int FROM (SELECT ${from} LIMIT ${mostCounted + 1}) AS few)`;

// From one value of the index to the next, however many rows have it.
const valuesOf = (column: Prisma.Sql, live: Prisma.Sql) => sql`
  (WITH RECURSIVE known AS (
    (SELECT ${column} AS value FROM shipment WHERE ${live} AND ${column} IS NOT NULL ORDER BY ${column} LIMIT 1)
    UNION ALL
    SELECT (SELECT ${column} FROM shipment WHERE ${live} AND ${column} > known.value ORDER BY ${column} LIMIT 1)
    FROM known WHERE known.value IS NOT NULL)
  SELECT COALESCE(array_agg(value), '{}') FROM (SELECT value FROM known WHERE value IS NOT NULL LIMIT ${mostOffered}) AS few)`;

const capped = (counted: number): Capped => ({
  count: Math.min(counted, mostCounted),
  more: counted > mostCounted,
});
