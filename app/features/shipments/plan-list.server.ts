import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import type { Place } from "./list-cursor.ts";
import type { ListConditions } from "./list-conditions.ts";
import {
  baseOf,
  beyond,
  everything,
  narrowingOf,
  sorted,
  type Condition,
  type Gather,
  type Order,
  type Walk,
} from "./list-sql.server.ts";

const { sql, join } = Prisma;

/** By which index a page is read. */
export type ListPlan = {
  by: Walk | Gather;
  /** Tests of the rows that it finds. */
  rest: Prisma.Sql;
  /** Rows read of each lane, at most; null: it serves any page, and reads no more than that has. */
  depth: number | null;
  /** How far the page may look; null: to the end of the list. */
  horizon: Place | null;
};

type Asked = {
  conditions: ListConditions;
  order: Order;
  from: Place | null;
  /** Parcels looked at for one page, at most: what is beyond them is for the next one. */
  budget: number;
};

// More than that are read, and sorted, for longer than it takes to ask the other indexes.
const fewOf = (budget: number) => Math.floor(budget / 5);

/**
 * Chooses the index that a page is read by. One condition whose index is in the order of the list needs no choice.
 * Else what is gathered is counted, and a few serve the page whole. Where there is none, each index in the order of the
 * list is asked how far so many rows of it reach: one that holds no more serves the page whole, and so does what is
 * gathered where it is no more; of the others the one that reaches farthest, and the page ends there at the latest, full
 * or not.
 */
export async function planList(
  db: Pick<Database, "$queryRaw">,
  asked: Asked,
): Promise<ListPlan> {
  const narrowing = narrowingOf(asked.conditions);
  const [only = everything, ...others] = narrowing;
  if (others.length === 0 && only.kind === "walk")
    return { by: only, rest: sql`TRUE`, depth: null, horizon: null };
  const all = [...narrowing, everything];
  const gathers = all.filter((one) => one.kind === "gather");
  const walks = all.filter((one) => one.kind === "walk");
  const sizes = gathers.map((one) => gatherReach(one, asked));
  const reaches = await db.$queryRaw<Reach[]>`
    WITH sized AS (${join([noSize, ...sizes], " UNION ALL ")})
    SELECT * FROM sized UNION ALL
    ${join(
      walks.map((one) => walkReach(one, asked)),
      " UNION ALL ",
    )}`;
  return choose(all, reaches, asked);
}

/** `size` of what is gathered; `at` and `id` are where a walk has used up its rows. No row: it comes to its end before. */
type Reach = {
  name: string;
  size: number | null;
  at: Date | null;
  id: string | null;
};

const noSize = sql`
  (SELECT NULL::text AS name, NULL::int AS size, NULL::timestamptz AS at, NULL::uuid AS id WHERE false)`;

const depthOf = ({ lanes }: Walk, budget: number) =>
  Math.max(1, Math.floor(budget / Math.max(1, lanes.length)));

// Not asked where what is gathered serves the page.
function walkReach(one: Walk, { conditions, order, from, budget }: Asked) {
  const { column } = order;
  const id = sql`id`;
  return sql`
    (SELECT ${one.name} AS name, NULL::int AS size, edge.at AS at, edge.id AS id
     FROM unnest(${[...one.lanes]}::text[]) AS lane(value) CROSS JOIN LATERAL (
       SELECT ${column} AS at, id FROM shipment
       WHERE ${baseOf(conditions)} AND ${one.lane} ${beyond(order, from, column, id)}
       ${sorted(order, column, id)} OFFSET ${depthOf(one, budget) - 1} LIMIT 1) AS edge
     WHERE NOT EXISTS (SELECT FROM sized WHERE size <= ${fewOf(budget)})
     ${sorted(order, sql`edge.at`, sql`edge.id`)} LIMIT 1)`;
}

function gatherReach(one: Gather, { budget }: Asked) {
  return sql`
    (SELECT ${one.name} AS name, count(*)::int AS size, NULL::timestamptz AS at, NULL::uuid AS id
     FROM (SELECT FROM (${one.found(budget + 1)}) AS found LIMIT ${budget + 1}) AS few)`;
}

function choose(
  all: Condition[],
  reaches: Reach[],
  { order, budget }: Asked,
): ListPlan {
  const reachOf = ({ name }: Condition) =>
    reaches.find((one) => one.name === name);
  const planOf = (by: Walk | Gather, horizon: Place | null): ListPlan => ({
    by,
    rest: restOf(all, by),
    depth: by.kind === "walk" ? depthOf(by, budget) : null,
    horizon,
  });
  const gathers = all
    .filter((one) => one.kind === "gather")
    .map((by) => ({ by, size: reachOf(by)?.size ?? Infinity }))
    .filter(({ size }) => size <= budget)
    .toSorted((one, other) => one.size - other.size);
  const [fewest] = gathers;
  if (fewest && fewest.size <= fewOf(budget)) return planOf(fewest.by, null);
  const walks = all.filter((one) => one.kind === "walk");
  const whole = walks.find((one) => !reachOf(one)) ?? fewest?.by;
  if (whole) return planOf(whole, null);
  const [farthest] = walks
    .flatMap((by) => {
      const { at, id } = reachOf(by) ?? {};
      return at && id ? [{ by, horizon: { at, id } }] : [];
    })
    .toSorted((one, other) => compareReach(order, one.horizon, other.horizon));
  return farthest
    ? planOf(farthest.by, farthest.horizon)
    : planOf(everything, null);
}

// The farthest in reading order comes first.
function compareReach({ ascending }: Order, one: Place, other: Place) {
  const later = one.at.getTime() - other.at.getTime();
  return ascending ? -later : later;
}

function restOf(all: Condition[], by: Condition) {
  const others = all.filter((one) => one !== by);
  return join(
    others.map(({ test }) => test),
    " AND ",
  );
}
