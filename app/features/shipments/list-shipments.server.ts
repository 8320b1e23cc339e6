import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { writeCursor, type ListCursor, type Place } from "./list-cursor.ts";
import type { ListConditions } from "./list-conditions.ts";
import type { ListPage } from "./list-page-view.ts";
import { readRows, toRow, type FoundRow } from "./list-rows.server.ts";
import {
  baseOf,
  beyond,
  orderOf,
  sorted,
  upTo,
  type Gather,
  type Order,
  type Walk,
} from "./list-sql.server.ts";
import { planList, type ListPlan } from "./plan-list.server.ts";
import { isMoving } from "./shown-state.ts";

/** Parcels of a page, and those looked at for it, at most. */
export const listBounds = { pageSize: 50, mostLookedAt: 5_000 };
/** Looked at by whoever has more time than a page: counts, files, changes of many. */
export const mostLookedAt = 10_000;

const { sql } = Prisma;

type Asked = {
  conditions: ListConditions;
  cursor: ListCursor | null;
  bounds?: typeof listBounds;
};

/** One page of a shop's parcels: two statements at most, or three where it starts anew. */
export async function listShipments(
  db: Pick<Database, "$queryRaw">,
  asked: Asked,
): Promise<ListPage> {
  const { conditions, cursor, bounds = listBounds } = asked;
  const budget = bounds.mostLookedAt;
  const order = orderOf(conditions, cursor?.direction === "before");
  const from = cursor?.place ?? null;
  return readPage(
    db,
    { conditions, cursor, bounds },
    await planList(db, { conditions, order, from, budget }),
  );
}

async function readPage(
  db: Pick<Database, "$queryRaw">,
  asked: Required<Asked>,
  plan: ListPlan,
): Promise<ListPage> {
  const { conditions, cursor, bounds } = asked;
  const { pageSize } = bounds;
  const backwards = cursor?.direction === "before";
  const order = orderOf(conditions, backwards);
  const from = cursor?.place ?? null;
  const places = placesOf({
    conditions,
    order,
    from,
    plan,
    limit: pageSize + 1,
  });
  const found = await readRows(
    db,
    places,
    sorted(order, sql`page.at`, sql`page.id`),
  );
  // Where newer ones do not fill a page, the list starts anew.
  if (backwards && found.length <= pageSize && plan.depth === null)
    return readPage(db, { ...asked, cursor: null }, plan);
  return toPage(found, { ...asked, backwards, horizon: plan.horizon });
}

type Reading = {
  conditions: ListConditions;
  order: Order;
  from: Place | null;
  plan: ListPlan;
  limit: number;
};

/** The places (at, id) of the next parcels beyond `from`, in reading order. */
export function placesOf(reading: Reading): Prisma.Sql {
  const { by } = reading.plan;
  return by.kind === "walk" ? walked(by, reading) : gathered(by, reading);
}

// Inside, the index alone decides what is read, in its order; the tests come after it. So does the horizon: with it, the
// database expects few rows and sorts them.
function walked(by: Walk, { conditions, order, from, plan, limit }: Reading) {
  const { column } = order;
  const id = sql`id`;
  return sql`
    SELECT part.at, part.id FROM unnest(${[...by.lanes]}::text[]) AS lane(value) CROSS JOIN LATERAL (
      SELECT at, id FROM (
        SELECT ${column} AS at, shipment.* FROM shipment
        WHERE ${baseOf(conditions)} AND ${by.lane} ${beyond(order, from, column, id)}
        ${sorted(order, column, id)} LIMIT ${plan.depth ?? limit}) AS looked
      WHERE ${plan.rest} ${upTo(order, plan.horizon, sql`at`, id)} ${sorted(order, sql`at`, id)} LIMIT ${limit}) AS part
    ${sorted(order, sql`part.at`, sql`part.id`)} LIMIT ${limit}`;
}

// What conditions and orders look at: all of a row would be carried through a sort.
const tested = sql`id, number, order_key, state, attention, destination_code, carrier_id, shipped_at, moved_at`;

function gathered(by: Gather, { order, from, plan, limit }: Reading) {
  const { column } = order;
  const id = sql`id`;
  return sql`
    SELECT ${column} AS at, id
    FROM (${by.rows(tested, mostLookedAt)}) AS found
    WHERE ${plan.rest} ${beyond(order, from, column, id)}
    ${sorted(order, column, id)} LIMIT ${limit}`;
}

type Read = Required<Asked> & { backwards: boolean; horizon: Place | null };

function toPage(found: FoundRow[], read: Read): ListPage {
  const { backwards, horizon } = read;
  const { pageSize } = read.bounds;
  const isFull = found.length > pageSize;
  const page = found.slice(0, pageSize);
  // Where reading ended: behind it there may be more.
  const end = isFull ? page.at(-1) : horizon;
  const start = page[0] ?? horizon;
  const rows = page.map(toRow);
  if (backwards) rows.reverse();
  const link = (
    direction: ListCursor["direction"],
    place: Place | null | undefined,
  ) => {
    const { sort } = read.conditions;
    return place ? writeCursor({ direction, sort, place }) : null;
  };
  const ahead = link(backwards ? "before" : "after", end);
  const behind = read.cursor
    ? (link(backwards ? "after" : "before", start) ?? "")
    : null;
  return {
    rows,
    newer: backwards ? ahead : behind,
    older: backwards ? behind : ahead,
    lookedUpTo: !isFull && horizon ? horizon.at.toISOString() : null,
    moving: rows.some(({ state }) => isMoving(state.key)),
  };
}
