import { beforeEach, expect, it } from "vitest";
import { NotFoundError } from "#app/domain/app-error.ts";
import { keepTransitTimes } from "#app/features/estimates/keep-transit-times.server.ts";
import { loadParcelPage } from "#app/use-cases/load-parcel-page.server.ts";
import {
  createParcel,
  createShop,
  createTracking,
} from "#test/features/shipments/create-parcel.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const now = new Date("2026-11-24T12:00:00Z");
const clock = { now: () => now, sleep: () => Promise.resolve() };
let shopId: string;
beforeEach(async () => {
  shopId = (await createShop(database.db, "one.myshopify.com")).id;
});

const load = (shipmentId: string, shop = shopId) =>
  loadParcelPage(
    { db: database.db, clock },
    {
      shop: { id: shop, timeZone: "UTC", writeBack: false },
      shipmentId,
      reader: "staff:1",
      shownEvents: 200,
    },
  );

const keepDelivered = (parcels: number, changes: object = {}) =>
  database.db.deliveredDay.create({
    data: {
      shopId,
      day: new Date("2026-11-20"),
      carrierId: "ups",
      companyKey: "ups",
      country: "DE",
      halfDays: 6,
      parcels,
      ...changes,
    },
  });
const keep = (at = now) => keepTransitTimes(database.db, { shopId, now: at });
const parcelTo = async (destinationCode: string) => {
  const tracking = await createTracking(database.db, {
    number: `TO${destinationCode}`,
  });
  return createParcel(database.db, shopId, {
    trackingId: tracking.id,
    carrierId: "ups",
    destinationCode,
  });
};

it("expects a parcel when those before it to its country came", async () => {
  await keepDelivered(25);
  expect(await keep()).toBe(true);
  const parcel = await parcelTo("DE");
  expect((await load(parcel.id)).estimate).toEqual({
    from: "2026-11-25T22:00:00.000Z",
    to: "2026-11-26T10:00:00.000Z",
    parcels: 25,
    by: "country",
  });
  const other = await parcelTo("US");
  expect((await load(other.id)).estimate?.by).toBe("carrier");
});

it("expects nothing of too few, of another shop's, or of what is older than half a year", async () => {
  const other = await createShop(database.db, "two.myshopify.com");
  await keepDelivered(19);
  await keepDelivered(500, { shopId: other.id });
  await keepDelivered(500, { day: new Date("2026-05-01") });
  await keep();
  await keepTransitTimes(database.db, { shopId: other.id, now });
  const parcel = await parcelTo("DE");
  expect((await load(parcel.id)).estimate).toBeNull();
  await expect(load(parcel.id, other.id)).rejects.toThrow(NotFoundError);
});

it("sums a shop's transit times up once an hour", async () => {
  await keepDelivered(25);
  await keep();
  await keepDelivered(10, { day: new Date("2026-11-21") });
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  expect(await keep(later(59))).toBe(false);
  expect(await keep(later(61))).toBe(true);
  const kept = await database.db.transitTime.findMany({
    where: { shopId, area: "DE" },
  });
  expect(kept).toMatchObject([{ halfDays: 6, parcels: 35 }]);
});
