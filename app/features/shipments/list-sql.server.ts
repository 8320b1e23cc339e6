import { Prisma } from "@prisma/client";
import type { Place } from "./list-cursor.ts";
import type { ListConditions } from "./list-conditions.ts";
import { attentionReasons } from "./list-views.ts";

const { sql, join, empty } = Prisma;
type Sql = Prisma.Sql;

/**
 * A condition, and the index that serves it. `walk`: the index is in the order of the list, for each of the lanes.
 * `gather`: it is not; `rows` are all that fit, in no order, and `found` no fewer, read of the index alone where that can
 * be. `filter`: there is none.
 */
export type Condition = { name: string; test: Sql } & (
  | { kind: "walk"; lanes: readonly string[]; lane: Sql }
  | {
      kind: "gather";
      rows: (columns: Sql, most: number) => Sql;
      found: (most: number) => Sql;
    }
  | { kind: "filter" }
);

export type Walk = Extract<Condition, { kind: "walk" }>;
export type Gather = Extract<Condition, { kind: "gather" }>;

/** Which way a page is read: as the list is sorted, or back from a place. */
export type Order = { column: Sql; ascending: boolean };

export function orderOf(
  { sort }: Pick<ListConditions, "sort">,
  backwards: boolean,
): Order {
  const ascending = sort.endsWith("_asc") !== backwards;
  const column = sort.startsWith("updated") ? sql`moved_at` : sql`shipped_at`;
  return { column, ascending };
}

export const isByShipping = ({ sort }: Pick<ListConditions, "sort">) =>
  sort.startsWith("shipped");

/** "ORDER BY", of a table or subquery with these two columns. */
export const sorted = ({ ascending }: Order, at: Sql, id: Sql): Sql =>
  ascending ? sql`ORDER BY ${at}, ${id}` : sql`ORDER BY ${at} DESC, ${id} DESC`;

/** What every row of the list has: the shop's, archived or not, and shipped within the dates where the order is by them. */
export function baseOf(conditions: ListConditions): Sql {
  const { shopId, archived } = conditions;
  return join(
    [
      sql`shop_id = ${shopId}::uuid`,
      archived ? sql`archived_at IS NOT NULL` : sql`archived_at IS NULL`,
      ...(isByShipping(conditions) ? datesOf(conditions) : []),
    ],
    " AND ",
  );
}

/** All rows of the list, in its order. */
export const everything: Walk = {
  name: "all",
  kind: "walk",
  test: sql`TRUE`,
  lanes: [""],
  lane: sql`TRUE`,
};

/** What narrows the list down, the most telling first. */
export function narrowingOf(conditions: ListConditions): Condition[] {
  const { search, needsAttention, states, carriers, countries } = conditions;
  return [
    search && searched(conditions, search),
    needsAttention && attention(conditions),
    states && several("states", sql`state`, states, conditions),
    countries &&
      several("countries", sql`destination_code`, countries, conditions),
    carriers && several("carriers", sql`carrier_id`, carriers, conditions),
    isByShipping(conditions) ? null : dated(conditions),
  ].filter((one) => one !== null && one !== false);
}

/** Beyond a place, in reading order. */
export function beyond(
  order: Order,
  place: Place | null,
  at: Sql,
  id: Sql,
): Sql {
  if (!place) return empty;
  const sign = order.ascending ? sql`>` : sql`<`;
  return sql`AND (${at}, ${id}) ${sign} (${place.at}::timestamptz, ${place.id}::uuid)`;
}

/** Up to a place and with it, in reading order. */
export function upTo(order: Order, place: Place | null, at: Sql, id: Sql): Sql {
  if (!place) return empty;
  const sign = order.ascending ? sql`<=` : sql`>=`;
  return sql`AND (${at}, ${id}) ${sign} (${place.at}::timestamptz, ${place.id}::uuid)`;
}

function datesOf({ shippedFrom, shippedBefore }: ListConditions): Sql[] {
  return [
    shippedFrom && sql`shipped_at >= ${shippedFrom}::timestamptz`,
    shippedBefore && sql`shipped_at < ${shippedBefore}::timestamptz`,
  ].filter((one) => one !== null);
}

// No index of a filter holds archived parcels, and none is in the order of updates.
function several(
  name: string,
  column: Sql,
  values: readonly string[],
  conditions: ListConditions,
): Condition {
  const test = sql`${column} = ANY (${[...values]}::text[])`;
  const lane = sql`${column} = lane.value`;
  if (conditions.archived) return { name, kind: "filter", test };
  if (isByShipping(conditions))
    return { name, kind: "walk", test, lanes: values, lane };
  return { name, kind: "gather", test, ...gathered(conditions, values, lane) };
}

function gathered(
  conditions: ListConditions,
  lanes: readonly string[],
  lane: Sql,
) {
  const rows = (columns: Sql, most: number): Sql => sql`
    SELECT part.* FROM unnest(${[...lanes]}::text[]) AS lane(value) CROSS JOIN LATERAL (
      SELECT ${columns} FROM shipment WHERE ${baseOf(conditions)} AND ${lane}
      ORDER BY shipped_at DESC, id DESC LIMIT ${most}) AS part`;
  return { rows, found: (most: number) => rows(sql`id`, most) };
}

function attention(conditions: ListConditions): Condition {
  const test = sql`attention IS NOT NULL`;
  return isByShipping(conditions)
    ? { name: "attention", kind: "walk", test, lanes: [""], lane: test }
    : {
        name: "attention",
        kind: "walk",
        test,
        lanes: attentionReasons,
        lane: sql`attention = lane.value`,
      };
}

function dated(conditions: ListConditions): Condition | null {
  const dates = datesOf(conditions);
  if (dates.length === 0) return null;
  const test = join(dates, " AND ");
  return {
    name: "dates",
    kind: "gather",
    test,
    ...gathered(conditions, [""], test),
  };
}

// In the order of an index: else the database may read the whole table for the first few that fit.
function searched(
  conditions: ListConditions,
  search: NonNullable<ListConditions["search"]>,
): Condition {
  const number = literal(search.number);
  const orderKey = literal(search.orderKey);
  if (search.inside) {
    const test = sql`(number LIKE ${`%${number}%`} OR order_key LIKE ${`%${orderKey}%`})`;
    return { name: "search", kind: "filter", test };
  }
  const ending = `${literal([...search.number].reverse().join(""))}%`;
  const ways = [
    { by: sql`number`, test: sql`number LIKE ${`${number}%`}` },
    { by: sql`order_key`, test: sql`order_key LIKE ${`${orderKey}%`}` },
    ...(search.ends
      ? [
          {
            by: sql`reverse(number)`,
            test: sql`reverse(number) LIKE ${ending}`,
          },
        ]
      : []),
  ];
  const tests = ways.map(({ test }) => test);
  const base = baseOf(conditions);
  return {
    name: "search",
    kind: "gather",
    test: sql`(${join(tests, " OR ")})`,
    rows: (columns, most) =>
      join(
        ways.map(({ by, test }, at) => {
          const apart = tests.slice(0, at).map((one) => sql`AND NOT (${one})`);
          return sql`
            (SELECT ${columns} FROM shipment WHERE ${base} AND ${test} ${at > 0 ? join(apart, " ") : empty}
             ORDER BY ${by} USING ~<~ LIMIT ${most})`;
        }),
        " UNION ALL ",
      ),
    // Archived ones too, and some twice: that a parcel is archived is in none of these indexes.
    found: (most) =>
      join(
        ways.map(
          ({ by, test }) => sql`
            (SELECT 1 FROM shipment WHERE shop_id = ${conditions.shopId}::uuid AND ${test}
             ORDER BY ${by} USING ~<~ LIMIT ${most})`,
        ),
        " UNION ALL ",
      ),
  };
}

const literal = (text: string) => text.replace(/[\\%_]/g, "\\$&");
