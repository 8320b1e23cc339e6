import { beforeEach, describe, expect, it } from "vitest";
import {
  countStaleDays,
  shopsToCount,
} from "#app/features/analytics/count-stale-days.server.ts";
import {
  createParcel,
  createShop,
  createTracking,
} from "#test/features/shipments/create-parcel.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
let shopId: string;

beforeEach(async () => {
  shopId = (await createShop(database.db, "one.myshopify.com")).id;
});

const countAll = async () => {
  while (await countStaleDays(database.db, shopId));
};

describe("the days of a shop", () => {
  it("count what became of the parcels", async () => {
    const { db } = database;
    const tracking = await createTracking(db, { status: "exception" });
    const states = [
      { trackingId: tracking.id, destinationCode: "DE" },
      { hold: "needs_carrier" as const },
      { hold: "ignored" as const },
      { hold: "ignored" as const, archivedAt: new Date() },
      { endedAt: new Date(), endReason: "cancelled" },
    ];
    for (const data of states) {
      const { id } = await createParcel(db, shopId);
      await db.shipment.update({ where: { id }, data });
    }
    await countAll();
    expect(
      await db.shippedDay.findMany({ orderBy: { country: "asc" } }),
    ).toMatchObject([
      { country: "", shipped: 3, registered: 0, refused: 1, exceptions: 0 },
      { country: "DE", shipped: 1, registered: 1, refused: 0, exceptions: 1 },
    ]);
  });

  it("are left alone while the shop is locked, and counted afterwards", async () => {
    const { db } = database;
    await createParcel(db, shopId);
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId}::uuid FOR UPDATE`;
      await countStaleDays(db, shopId);
    });
    expect(await db.shippedDay.count()).toBe(0);
    await countStaleDays(db, shopId);
    expect(await db.shippedDay.count()).toBe(1);
  });

  it("are worth another run where more of them waited than one takes", async () => {
    const { db } = database;
    const ship = (daysAgo: number) =>
      createParcel(db, shopId, {
        shippedAt: new Date(Date.now() - daysAgo * 86_400_000),
      });
    await Promise.all(Array.from({ length: 51 }, (_, ago) => ship(ago)));
    expect(await countStaleDays(db, shopId)).toBe(true);
    expect(await db.shippedDay.count()).toBe(50);
    expect(await countStaleDays(db, shopId)).toBe(false);
    expect(await db.shippedDay.count()).toBe(51);
  });

  it("go with the shop", async () => {
    const { db } = database;
    await createParcel(db, shopId);
    await countAll();
    await createParcel(db, shopId);
    await db.shop.delete({ where: { id: shopId } });
    expect(await shopsToCount(db)).toEqual([]);
    expect(await db.shippedDay.count()).toBe(0);
  });
});
