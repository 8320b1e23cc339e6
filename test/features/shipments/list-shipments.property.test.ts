import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import type { ListConditions } from "#app/features/shipments/list-conditions.ts";
import { readCursor } from "#app/features/shipments/list-cursor.ts";
import { listSorts } from "#app/features/shipments/list-query.ts";
import { listShipments } from "#app/features/shipments/list-shipments.server.ts";
import {
  attentionReasons,
  keptStatesOf,
} from "#app/features/shipments/list-views.ts";
import { searchTermsOf } from "#app/features/shipments/search-terms.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { createShop } from "./create-parcel.ts";
import { createListed, type Listed } from "./list-parcels.ts";

const database = useTestDatabase();
const states = keptStatesOf(shipmentStatuses).slice(8, 16);
const carriers = ["dhlen", "fedex", "ups", "usps"];
const countries = ["DE", "FR", "US"];
const searches = [
  ...["1", "12", "ABC", "N12", "2345", "ABCD", "5678X", "%", "_"],
  ...["*2345*", "*ABCD*", "*A%B_*"],
];
// Few, so that many parcels have the same.
const moments = [0, 1, 2, 3, 5, 8, 13].map(
  (hours) => new Date(Date.UTC(2026, 10, 1, hours)),
);

const one = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const orNull = <Value>(values: readonly Value[]) =>
  fc.option(one(values), { nil: null, freq: 4 });
const some = <Value>(values: readonly Value[]) =>
  fc.option(fc.subarray([...values], { minLength: 1 }), { nil: null });

const parcel = fc.record({
  state: one(states),
  attention: orNull(attentionReasons),
  carrierId: orNull(carriers),
  destinationCode: orNull(countries),
  archivedAt: fc.option(one(moments), { nil: null, freq: 2 }),
  shippedAt: one(moments),
  movedAt: one(moments),
  number: one(["", "1", "1234", "12345678X", "ABC", "XABCD1", "N1", "A%B_C"]),
  orderKey: one(["1", "12", "1234", "ABC", "5678X", "%1", "N12"]),
});

const asked = fc.record({
  archived: fc.boolean(),
  needsAttention: fc.boolean(),
  states: some(states),
  carriers: some(carriers),
  countries: some(countries),
  shippedFrom: orNull(moments),
  shippedBefore: orNull(moments),
  search: fc
    .option(one(searches), { nil: "", freq: 2 })
    .map((typed) => searchTermsOf(typed)),
  sort: one(listSorts),
});

const bounds = fc.record({
  pageSize: fc.integer({ min: 1, max: 12 }),
  mostLookedAt: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(10_000)),
});

let shopId: string;
let known: Listed[];
beforeEach(async () => {
  const { db } = database;
  const other = await createShop(db, "two.myshopify.com");
  ({ id: shopId } = await createShop(db, "one.myshopify.com"));
  const sample = () => unique(fc.sample(parcel, { numRuns: 150, seed: 7 }));
  known = await createListed(database, shopId, sample());
  await createListed(database, other.id, sample());
});

// A number is there once in its fulfillment.
const unique = (rows: { number: string }[]) =>
  rows
    .map((row, index) => ({
      ...row,
      number: `${row.number}${row.number && index}`,
    }))
    .filter(
      ({ number }, index, all) =>
        all.findIndex((other) => other.number === number) === index,
    );

/** What the list is to show, in its order: read from every row that there is. */
function expected(conditions: Omit<ListConditions, "shopId">): string[] {
  const { search, sort } = conditions;
  const within = (values: readonly string[] | null, value: unknown) =>
    values === null || values.includes(value as string);
  const found = known.filter(
    (row) =>
      (row.archivedAt !== null) === conditions.archived &&
      (!conditions.needsAttention || row.attention !== null) &&
      within(conditions.states, row.state) &&
      within(conditions.carriers, row.carrierId) &&
      within(conditions.countries, row.destinationCode) &&
      (!conditions.shippedFrom || row.shippedAt >= conditions.shippedFrom) &&
      (!conditions.shippedBefore || row.shippedAt < conditions.shippedBefore) &&
      (!search || isFound(row, search)),
  );
  const [name, direction] = sort.split("_");
  const keyOf = (row: Listed) => {
    const at = (name === "shipped" ? row.shippedAt : row.movedAt) as Date;
    return `${at.toISOString()} ${row.id}`;
  };
  const sorted = found.toSorted((left, right) =>
    keyOf(left) < keyOf(right) ? -1 : 1,
  );
  if (direction === "desc") sorted.reverse();
  return sorted.map(({ id }) => id);
}

function isFound(
  { number, orderKey }: Listed,
  search: NonNullable<ListConditions["search"]>,
) {
  return search.inside
    ? number.includes(search.number) || orderKey.includes(search.orderKey)
    : number.startsWith(search.number) ||
        orderKey.startsWith(search.orderKey) ||
        (search.ends && number.endsWith(search.number));
}

type Asked = {
  conditions: ListConditions;
  bounds: { pageSize: number; mostLookedAt: number };
};

async function walk(asked: Asked, first: string, next: "older" | "newer") {
  const pages: string[][] = [];
  let cursor: string | null = first;
  do {
    const page = await listShipments(database.db, {
      ...asked,
      cursor: readCursor(cursor, asked.conditions.sort),
    });
    expect(page.rows.length).toBeLessThanOrEqual(asked.bounds.pageSize);
    const ids = page.rows.map(({ id }) => id);
    pages.push(ids);
    cursor = page[next];
    // Empty, it is the first page: a walk back ends there.
    if (cursor === null || cursor === "") return { pages, last: page };
  } while (pages.length < 1_000);
  throw new Error("the list has no end");
}

it(
  "has every parcel once, whatever is asked for, forth and back",
  { timeout: 180_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(asked, bounds, async (rest, bounds) => {
        const all = expected(rest);
        const request = { conditions: { ...rest, shopId }, bounds };
        const forth = await walk(request, "", "older");
        expect(forth.pages.flat()).toEqual(all);
        if (!forth.last.newer) return;
        const back = await walk(request, forth.last.newer, "newer");
        const seen = [...back.pages, forth.pages.at(-1) ?? []].flat();
        expect(new Set(seen)).toEqual(new Set(all));
        for (const page of back.pages)
          expect(page).toEqual(all.filter((id) => page.includes(id)));
        // Only a page that starts anew has parcels of the one before.
        const apart = [
          ...back.pages.slice(0, -1),
          forth.pages.at(-1) ?? [],
        ].flat();
        expect(new Set(apart).size).toBe(apart.length);
      }),
      { numRuns: 150 },
    );
  },
);
