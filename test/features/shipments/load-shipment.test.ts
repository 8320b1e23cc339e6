import { beforeEach, expect, it } from "vitest";
import { NotFoundError } from "#app/domain/app-error.ts";
import { loadShipment } from "#app/features/shipments/load-shipment.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { createParcel, createShop, createTracking } from "./create-parcel.ts";

const database = useTestDatabase();
let shopId: string;
beforeEach(async () => {
  shopId = (await createShop(database.db, "one.myshopify.com")).id;
});

const load = (id: string, shop = shopId, shownEvents = 200) =>
  loadShipment(database.db, {
    shop: { id: shop, timeZone: "UTC", writeBack: true },
    shipmentId: id,
    reader: "staff:7",
    shownEvents,
    now: new Date("2026-11-24T12:00:00Z"),
  });

function createEvents(trackingId: string, times: string[]) {
  return database.db.trackingEvent.createMany({
    data: times.map((sortTime, index) => ({
      trackingId,
      identity: `event ${index}`,
      timeText: sortTime || "some day",
      sortTime,
      context: `<b>${index}</b>`,
      location: "Lyon",
    })),
  });
}

it("finds no parcel of another shop", async () => {
  const other = await createShop(database.db, "two.myshopify.com");
  const parcel = await createParcel(database.db, other.id);
  await expect(load(parcel.id)).rejects.toThrow(NotFoundError);
  expect((await load(parcel.id, other.id)).id).toBe(parcel.id);
});

it("groups its events by day, newest first, without those before the parcel", async () => {
  const tracking = await createTracking(database.db);
  const parcel = await createParcel(database.db, shopId, {
    trackingId: tracking.id,
  });
  await createEvents(tracking.id, [
    "2026-11-23 09:00:00",
    "2026-11-24 23:59:00",
    "2026-11-24 00:01:00",
    "2026-11-09 09:59:59",
    "",
  ]);
  await database.db.trackingEvent.create({
    data: {
      trackingId: tracking.id,
      identity: "headline",
      kind: "headline",
      timeText: "",
      sortTime: "2026-11-24 23:59:00",
    },
  });
  const { days, olderEventsHidden } = await load(parcel.id);
  expect(
    days.map(({ day, events }) => [day, events.map(({ text }) => text)]),
  ).toEqual([
    ["2026-11-24", ["<b>1</b>", "<b>2</b>"]],
    ["2026-11-23", ["<b>0</b>"]],
    ["", ["<b>4</b>"]],
  ]);
  expect(olderEventsHidden).toBe(false);
});

it("shows the newest 200 of many events, and more when asked", async () => {
  const tracking = await createTracking(database.db);
  const parcel = await createParcel(database.db, shopId, {
    trackingId: tracking.id,
  });
  const minute = (index: number) => String(index % 60).padStart(2, "0");
  const hour = (index: number) =>
    String(Math.floor(index / 60)).padStart(2, "0");
  await createEvents(
    tracking.id,
    Array.from(
      { length: 201 },
      (_, index) => `2026-11-23 ${hour(index)}:${minute(index)}:00`,
    ),
  );
  const { days, olderEventsHidden } = await load(parcel.id);
  expect(days[0]?.events).toHaveLength(200);
  expect(days[0]?.events[0]?.text).toBe("<b>200</b>");
  expect(olderEventsHidden).toBe(true);
  const more = await load(parcel.id, shopId, 1_200);
  expect(more.days[0]?.events).toHaveLength(201);
  expect(more.olderEventsHidden).toBe(false);
});

it("tells that it is polled when KeyDelivery knew the number before", async () => {
  const tracking = await createTracking(database.db, {
    lastAnswerCode: "60201",
    lastAnswerAt: new Date(),
  });
  const parcel = await createParcel(database.db, shopId, {
    trackingId: tracking.id,
  });
  const { registration, canRetry } = await load(parcel.id);
  expect(registration?.polled).toBe(true);
  expect(registration?.answer?.kind).toBe("existed");
  expect(canRetry).toBe(false);
});

it("links to web pages only", async () => {
  const linkOf = async (trackingUrl: string) => {
    const parcel = await createParcel(database.db, shopId, { trackingUrl });
    return (await load(parcel.id)).trackingUrl;
  };
  expect(await linkOf("https://carrier.example/1")).toBe(
    "https://carrier.example/1",
  );
  expect(await linkOf("javascript:alert(1)")).toBeNull();
  expect(await linkOf("carrier.example/1")).toBeNull();
});

it("lists the parcels of the same order, itself among them, of this shop only", async () => {
  const { db } = database;
  const other = await createShop(db, "two.myshopify.com");
  const parcel = await createParcel(db, shopId);
  const second = await createParcel(db, shopId, { hold: "needs_carrier" });
  await createParcel(db, shopId, { orderGid: "gid://shopify/Order/1002" });
  await createParcel(db, other.id);
  const { siblings, orderUrl } = await load(parcel.id);
  expect(siblings).toMatchObject([
    { id: parcel.id, isThis: true },
    { id: second.id, isThis: false, state: { key: "needs_carrier" } },
  ]);
  expect(orderUrl).toBe("shopify://admin/orders/1001");
});

it("tells what was done by hand and by whom, newest first", async () => {
  const parcel = await createParcel(database.db, shopId);
  const entry = { shopId, shipmentId: parcel.id, actor: "staff:7" };
  await database.db.auditEntry.createMany({
    data: [
      {
        ...entry,
        action: "carrier_chosen",
        detail: { from: null, to: "usps" },
        createdAt: new Date("2026-11-23T09:00:00Z"),
      },
      {
        ...entry,
        actor: "staff:8",
        action: "carrier_chosen",
        detail: { from: "usps", to: "gls" },
        createdAt: new Date("2026-11-23T10:00:00Z"),
      },
      {
        ...entry,
        actor: "app",
        action: "registration_retried",
        createdAt: new Date("2026-11-23T11:00:00Z"),
      },
    ],
  });
  const { audit } = await load(parcel.id);
  expect(
    audit.map(({ by, staffId, from, carrier }) => [by, staffId, from, carrier]),
  ).toEqual([
    ["app", null, null, null],
    ["staff", "8", "USPS", "GLS"],
    ["you", "7", null, "USPS"],
  ]);
});

it("can be tried again only where that helps", async () => {
  const { db } = database;
  const tracking = await createTracking(db, { registration: "failed" });
  const trackingId = tracking.id;
  const failed = await createParcel(db, shopId, { trackingId });
  const ended = await createParcel(db, shopId, {
    trackingId,
    endedAt: new Date(),
  });
  const blank = await createParcel(db, shopId, {
    number: "",
    hold: "no_number",
  });
  expect(await load(failed.id)).toMatchObject({
    canRetry: true,
    canChooseCarrier: true,
  });
  expect(await load(ended.id)).toMatchObject({
    canRetry: false,
    canChooseCarrier: false,
  });
  expect(await load(blank.id)).toMatchObject({
    canRetry: false,
    canChooseCarrier: false,
  });
});
