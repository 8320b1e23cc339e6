import { beforeEach, expect, it } from "vitest";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import { readCursor } from "#app/features/shipments/list-cursor.ts";
import {
  listBounds,
  listShipments,
} from "#app/features/shipments/list-shipments.server.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import {
  createParcel,
  createShop,
  createTracking,
  shippedAt,
} from "./create-parcel.ts";

const database = useTestDatabase();
let shopId: string;
beforeEach(async () => {
  shopId = (await createShop(database.db, "one.myshopify.com")).id;
});

const { pageSize } = listBounds;
const list = (
  cursor: string | null = null,
  search = "",
  asked = "",
  bounds = listBounds,
) => {
  const query = readListQuery(new URLSearchParams(asked));
  const shop = { id: shopId, timeZone: "UTC" };
  return listShipments(database.db, {
    conditions: conditionsOf({ ...query, q: search }, shop, new Date()),
    cursor: readCursor(cursor, query.sort),
    bounds,
  });
};
const numbers = async (search: string) =>
  (await list(null, search)).rows.map(({ number }) => number).sort();

async function createMany(count: number) {
  const { fulfillmentId } = await createParcel(database.db, shopId);
  await database.db.shipment.createMany({
    data: Array.from({ length: count - 1 }, (_, index) => ({
      shopId,
      fulfillmentId,
      number: `N${index}`,
      numberRaw: `N${index}`,
      orderName: "#1",
      orderKey: "1",
      // Three at a time were shipped at the same moment.
      shippedAt: new Date(shippedAt.getTime() - Math.floor(index / 3) * 1_000),
    })),
  });
}

it("is empty, without pages, before the first parcel", async () => {
  expect(await list()).toEqual({
    rows: [],
    newer: null,
    older: null,
    lookedUpTo: null,
    moving: false,
  });
});

it("walks every parcel once, forth and back, newest first", async () => {
  const count = 2 * pageSize + 7;
  await createMany(count);
  const pages = [await list()];
  for (let older = pages[0]?.older; older;) {
    const page = await list(older);
    pages.push(page);
    older = page.older;
  }
  const rows = pages.flatMap((page) => page.rows);
  expect(pages.map((page) => page.rows.length)).toEqual([50, 50, 7]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
  const order = rows.map((row) => `${row.shippedAt} ${row.id}`);
  expect(order).toEqual(order.toSorted().reverse());
  const back = await list(pages[2]?.newer);
  expect(back.rows).toEqual(pages[1]?.rows);
  const first = await list(back.newer);
  expect(first.rows).toEqual(pages[0]?.rows);
  expect([first.newer, first.older]).toEqual([null, pages[0]?.older]);
});

it("starts anew when no whole page is newer", async () => {
  await createMany(pageSize + 1);
  const first = await list();
  const newest = await createParcel(database.db, shopId, {
    shippedAt: new Date(shippedAt.getTime() + 1_000),
  });
  const second = await list(first.older);
  const almost = await list(second.newer);
  expect(almost.rows).toEqual(first.rows);
  const back = await list(almost.newer);
  expect(back.rows).toHaveLength(pageSize);
  expect(back.rows[0]?.id).toBe(newest.id);
  expect(back.newer).toBeNull();
});

it("finds the start of a number or of an order's name", async () => {
  const { db } = database;
  await createParcel(db, shopId, { number: "1Z999" });
  await createParcel(db, shopId, {
    number: "ABC",
    orderName: "#1Z",
    orderKey: "1Z",
  });
  await createParcel(db, shopId, { number: "X1Z" });
  expect(await numbers(" #1z ")).toEqual(["ABC"]);
  expect(await numbers("1 z")).toEqual(["1Z999", "ABC"]);
});

it("finds a number by its end from four characters on, and by what is inside between stars", async () => {
  const { db } = database;
  await createParcel(db, shopId, { number: "AB12345CD" });
  expect(await numbers("5cd")).toEqual([]);
  expect(await numbers("45 cd")).toEqual(["AB12345CD"]);
  expect(await numbers("2345")).toEqual([]);
  expect(await numbers("*23 45*")).toEqual(["AB12345CD"]);
});

it("ends a page where too many parcels would have to be looked at, and goes on from there", async () => {
  await createMany(40);
  const { db } = database;
  const { id } = await createParcel(db, shopId, {
    destinationCode: "DE",
    carrierId: "ups",
    shippedAt: new Date(shippedAt.getTime() - 3_600_000),
  });
  await db.shipment.update({ where: { id }, data: { archivedAt: new Date() } });
  await db.shipment.updateMany({ data: { archivedAt: new Date() } });
  const bounds = { pageSize: 5, mostLookedAt: 15 };
  const asked = ["", "view=archived&country=DE&carrier=ups", bounds] as const;
  const pages = [await list(null, ...asked)];
  for (let older = pages[0]?.older; older;) {
    const page = await list(older, ...asked);
    pages.push(page);
    older = page.older;
  }
  expect(pages.map(({ rows }) => rows.length)).toEqual([0, 0, 1]);
  expect(pages[0]?.lookedUpTo).not.toBeNull();
  expect(pages[2]?.lookedUpTo).toBeNull();
});

it("takes signs of patterns as they are", async () => {
  await createParcel(database.db, shopId, { number: "A_B%C\\D" });
  await createParcel(database.db, shopId, { number: "AXBYC" });
  expect(await numbers("a_b%c\\")).toEqual(["A_B%C\\D"]);
  expect(await numbers("%")).toEqual([]);
});

it("shows no parcel of another shop", async () => {
  const other = await createShop(database.db, "two.myshopify.com");
  await createParcel(database.db, other.id, { number: "1Z999" });
  expect((await list()).rows).toEqual([]);
  expect(await numbers("1Z999")).toEqual([]);
});

it("shows the newest scan, but none that belongs to an earlier parcel of the number", async () => {
  const { db } = database;
  const tracking = await createTracking(db, {
    lastEventTime: "2026-11-23 08:00:00",
  });
  for (const [identity, sortTime] of [
    ["a", "2026-11-22 08:00:00"],
    ["b", "2026-11-23 08:00:00"],
  ] as const)
    await db.trackingEvent.create({
      data: {
        trackingId: tracking.id,
        identity,
        timeText: sortTime,
        sortTime,
        context: `scan ${identity}`,
      },
    });
  await createParcel(db, shopId, {
    trackingId: tracking.id,
    carrierId: "usps",
    destinationCode: "CA",
  });
  const { rows, moving } = await list();
  expect(rows[0]).toMatchObject({
    carrier: "USPS",
    country: "CA",
    state: { key: "in_transit" },
    lastEvent: { time: "2026-11-23 08:00:00", text: "scan b" },
  });
  expect(moving).toBe(true);
  await db.tracking.update({
    where: { id: tracking.id },
    data: { lastEventTime: "2026-11-01 08:00:00" },
  });
  expect((await list()).rows[0]?.lastEvent).toBeNull();
});

it("shows what waits for a paused account as on hold", async () => {
  const { db } = database;
  const tracking = await createTracking(db, { registration: "waiting" });
  await createParcel(db, shopId, { trackingId: tracking.id });
  expect((await list()).rows[0]?.state.key).toBe("waiting");
  await db.keyDeliveryAccount.updateMany({
    data: { state: "quota_exhausted" },
  });
  expect((await list()).rows[0]?.state.key).toBe("blocked");
});
