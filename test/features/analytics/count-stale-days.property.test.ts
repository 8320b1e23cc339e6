import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import {
  countStaleDays,
  recountAllDays,
} from "#app/features/analytics/count-stale-days.server.ts";
import {
  createParcel,
  createShop,
  createTracking,
} from "#test/features/shipments/create-parcel.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const zone = "America/Los_Angeles";
let shopId: string;
let otherShopId: string;

beforeEach(async () => {
  const { db } = database;
  ({ id: shopId } = await createShop(db, "one.myshopify.com"));
  ({ id: otherShopId } = await createShop(db, "two.myshopify.com"));
  await db.shop.update({ where: { id: shopId }, data: { timeZone: zone } });
});

const rows = async () => {
  const { db } = database;
  const shipped = await db.shippedDay.findMany({
    orderBy: [{ shopId: "asc" }, { day: "asc" }, { carrierId: "asc" }],
  });
  const delivered = await db.deliveredDay.findMany({
    orderBy: [{ day: "asc" }, { carrierId: "asc" }, { halfDays: "asc" }],
  });
  return { shipped, delivered };
};

const dayIn = (time: Date, timeZone: string) =>
  new Intl.DateTimeFormat("en-CA", { timeZone }).format(time);

/** What the tables must hold, counted without them. */
async function naive() {
  const shipments = await database.db.shipment.findMany({
    where: { endedAt: null, number: { not: "" } },
    include: { shop: true },
  });
  const shippedDays = Map.groupBy(shipments, (one) =>
    [
      one.shopId,
      dayIn(one.shippedAt, one.shop.timeZone),
      one.carrierId ?? "",
    ].join(" "),
  );
  const deliveredDays = Map.groupBy(
    shipments.filter(({ deliveredAt }) => deliveredAt),
    (one) =>
      [
        one.shopId,
        dayIn(one.deliveredAt!, one.shop.timeZone),
        one.carrierId ?? "",
        Math.max(
          1,
          Math.ceil((+one.deliveredAt! - +one.shippedAt) / 43_200_000),
        ),
      ].join(" "),
  );
  const sizes = (map: Map<string, unknown[]>) =>
    Object.fromEntries([...map].map(([key, list]) => [key, list.length]));
  return { shipped: sizes(shippedDays), delivered: sizes(deliveredDays) };
}

async function kept() {
  const { shipped, delivered } = await rows();
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return {
    shipped: Object.fromEntries(
      shipped.map((row) => [
        `${row.shopId} ${day(row.day)} ${row.carrierId}`,
        row.shipped,
      ]),
    ),
    delivered: Object.fromEntries(
      delivered.map((row) => [
        `${row.shopId} ${day(row.day)} ${row.carrierId} ${row.halfDays}`,
        row.parcels,
      ]),
    ),
  };
}

const countAll = async () => {
  while (await countStaleDays(database.db));
};

describe("the figures kept for analytics", () => {
  it("are what counting anew gives, whatever changed and whenever they were counted", async () => {
    const { db } = database;
    const tracking = await createTracking(db);
    const at = fc
      .integer({ min: 0, max: 72 })
      .map((hours) => new Date(Date.UTC(2026, 9, 1) + hours * 3_600_000));
    const change = fc.oneof(
      fc.record({
        kind: fc.constant("ship" as const),
        at,
        other: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant("deliver" as const),
        which: fc.nat(20),
        at,
      }),
      fc.record({ kind: fc.constant("return" as const), which: fc.nat(20) }),
      fc.record({ kind: fc.constant("end" as const), which: fc.nat(20) }),
      fc.record({
        kind: fc.constant("carrier" as const),
        which: fc.nat(20),
        carrierId: fc.constantFrom("ups", "gls"),
      }),
      fc.record({ kind: fc.constant("count" as const) }),
    );
    let made = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 3, maxLength: 12 }),
        async (changes) => {
          for (const one of changes) {
            if (one.kind === "count") {
              await Promise.all([
                countStaleDays(db),
                countStaleDays(db).catch(() => false),
              ]);
              continue;
            }
            if (one.kind === "ship") {
              const shipped = await createParcel(
                db,
                one.other ? otherShopId : shopId,
                { number: `N${made++}`, orderGid: "gid://shopify/Order/1" },
              );
              await db.shipment.update({
                where: { id: shipped.id },
                data: { shippedAt: one.at, companyKey: "" },
              });
              await database.pool.query(
                "INSERT INTO stale_day (shop_id, measure, at) VALUES ($1, 'shipped', $2)",
                [shipped.shopId, one.at],
              );
              continue;
            }
            const all = await db.shipment.findMany({ orderBy: { id: "asc" } });
            const parcel = all[one.which % Math.max(1, all.length)];
            if (!parcel) continue;
            const where = { id: parcel.id };
            if (one.kind === "end")
              await db.shipment.update({
                where,
                data: { endedAt: new Date() },
              });
            else if (one.kind === "carrier")
              await db.shipment.update({
                where,
                data: { carrierId: one.carrierId },
              });
            else {
              await db.shipment.update({
                where,
                data: { trackingId: tracking.id },
              });
              const time = one.kind === "deliver" ? one.at : new Date();
              await db.tracking.update({
                where: { id: tracking.id },
                data: {
                  status: one.kind === "deliver" ? "delivered" : "returned",
                  statusTime: time.toISOString().slice(0, 19).replace("T", " "),
                  lastEventTime: time
                    .toISOString()
                    .slice(0, 19)
                    .replace("T", " "),
                },
              });
            }
          }
          await countAll();
          expect(await kept()).toEqual(await naive());
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it("move with the shop's time zone", async () => {
    const { db } = database;
    await createParcel(db, shopId);
    await countAll();
    await db.shop.update({
      where: { id: shopId },
      data: { timeZone: "Pacific/Auckland" },
    });
    await db.$transaction((tx) => recountAllDays(tx, shopId));
    await countAll();
    expect(await kept()).toEqual(await naive());
  });

  it("count what became of the parcels", async () => {
    const { db } = database;
    const tracking = await createTracking(db, { status: "exception" });
    const states = [
      { trackingId: tracking.id, destinationCode: "DE" },
      { hold: "needs_carrier" as const },
      { hold: "ignored" as const },
      { endedAt: new Date(), endReason: "cancelled" },
    ];
    for (const data of states) {
      const { id } = await createParcel(db, shopId);
      await db.shipment.update({ where: { id }, data });
    }
    await countAll();
    const { shipped } = await rows();
    expect(shipped).toMatchObject([
      { country: "", shipped: 2, registered: 0, refused: 1, exceptions: 0 },
      { country: "DE", shipped: 1, registered: 1, refused: 0, exceptions: 1 },
    ]);
  });

  it("go with the shop", async () => {
    const { db } = database;
    await createParcel(db, shopId);
    await countAll();
    await createParcel(db, shopId);
    await db.shop.delete({ where: { id: shopId } });
    expect(await countStaleDays(db)).toBe(false);
    expect((await rows()).shipped).toEqual([]);
  });
});
