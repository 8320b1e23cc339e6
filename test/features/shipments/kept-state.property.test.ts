import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import { shownStateOf } from "#app/features/shipments/shown-state.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { createParcel, createShop, createTracking } from "./create-parcel.ts";

const database = useTestDatabase();
let shopId: string;

beforeEach(async () => {
  ({ id: shopId } = await createShop(database.db, "one.myshopify.com"));
});

const registrations = [
  "dormant",
  "waiting",
  "registering",
  "registered",
  "failed",
  "over_quota",
] as const;
const holds = [
  "none",
  "no_number",
  "needs_carrier",
  "ignored",
  "detecting",
  "checking_rules",
] as const;

const kept = (id: string) =>
  database.db.shipment.findUniqueOrThrow({ where: { id } });

describe("the state kept on a parcel's row", () => {
  it("is what a merchant reads, whatever changes in whatever order", async () => {
    const { db } = database;
    const parcel = await createParcel(db, shopId);
    const tracking = await createTracking(db);
    const change = fc.oneof(
      fc.record({ hold: fc.constantFrom(...holds) }),
      fc.record({ ended: fc.boolean() }),
      fc.record({ linked: fc.boolean() }),
      fc.record({ registration: fc.constantFrom(...registrations) }),
      fc.record({ status: fc.constantFrom(...shipmentStatuses) }),
    );
    const apply = async (one: Record<string, unknown>) => {
      const where = { id: parcel.id };
      if ("hold" in one)
        await db.shipment.update({ where, data: { hold: one.hold as "none" } });
      else if ("ended" in one)
        await db.shipment.update({
          where,
          data: one.ended
            ? { endedAt: new Date(), endReason: "cancelled" }
            : { endedAt: null, endReason: null },
        });
      else if ("linked" in one)
        await db.shipment.update({
          where,
          data: { trackingId: one.linked ? tracking.id : null },
        });
      else await db.tracking.update({ where: { id: tracking.id }, data: one });
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 6 }),
        async (changes) => {
          for (const one of changes) await apply(one);
          const row = await db.shipment.findUniqueOrThrow({
            where: { id: parcel.id },
            include: { tracking: { include: { account: true } } },
          });
          expect(row.state).toBe(shownStateOf(row).key);
          expect(row.deliveredAt !== null).toBe(row.state === "delivered");
        },
      ),
      { numRuns: 60 },
    );
  });

  it("tells when a parcel moved, and forgets then that it stood still", async () => {
    const { db } = database;
    const tracking = await createTracking(db);
    const { id } = await createParcel(db, shopId);
    await db.shipment.update({
      where: { id },
      data: { trackingId: tracking.id },
    });
    const long = new Date("2026-01-01T00:00:00Z");
    await db.shipment.update({
      where: { id },
      data: { attention: "stalled", movedAt: long },
    });
    await db.tracking.update({
      where: { id: tracking.id },
      data: { lastPushAt: new Date() },
    });
    expect(await kept(id)).toMatchObject({
      attention: "stalled",
      movedAt: long,
    });
    await db.tracking.update({
      where: { id: tracking.id },
      data: { lastEventTime: "2026-02-03 04:05:06" },
    });
    expect(await kept(id)).toMatchObject({
      attention: null,
      lastEventTime: "2026-02-03 04:05:06",
      movedAt: new Date("2026-02-03T04:05:06Z"),
    });
  });

  it("remembers trouble that is over, and when it was delivered", async () => {
    const { db } = database;
    const tracking = await createTracking(db);
    const { id } = await createParcel(db, shopId, {
      shippedAt: new Date("2026-01-01T00:00:00Z"),
    });
    await db.shipment.update({
      where: { id },
      data: { trackingId: tracking.id },
    });
    const set = (data: object) =>
      db.tracking.update({ where: { id: tracking.id }, data });
    await set({ status: "exception" });
    expect(await kept(id)).toMatchObject({ attention: "exception" });
    await set({ status: "attempt_failed" });
    await set({ status: "delivered", statusTime: "2026-01-05 10:00:00" });
    expect(await kept(id)).toMatchObject({
      state: "delivered",
      attention: null,
      hadException: true,
      hadFailedAttempt: true,
      deliveredAt: new Date("2026-01-05T10:00:00Z"),
    });
    await set({ status: "returned", statusTime: "2026-01-09 10:00:00" });
    expect(await kept(id)).toMatchObject({
      state: "returned",
      deliveredAt: null,
    });
  });

  it("takes the moment for a delivery whose time is no time", async () => {
    const { db } = database;
    const tracking = await createTracking(db, {
      status: "delivered",
      statusTime: "tomorrow",
    });
    const before = Date.now();
    const { id } = await createParcel(db, shopId);
    await db.shipment.update({
      where: { id },
      data: { trackingId: tracking.id },
    });
    const { deliveredAt } = await kept(id);
    expect(deliveredAt!.getTime()).toBeGreaterThanOrEqual(before - 1_000);
  });

  it("asks for the days to be counted anew that a change touches", async () => {
    const { db } = database;
    const tracking = await createTracking(db);
    const { id } = await createParcel(db, shopId);
    await db.staleDay.deleteMany();
    await db.shipment.update({
      where: { id },
      data: { trackingId: tracking.id },
    });
    await db.tracking.update({
      where: { id: tracking.id },
      data: { status: "delivered", statusTime: "2026-11-25 10:00:00" },
    });
    await db.tracking.update({
      where: { id: tracking.id },
      data: { status: "returned", statusTime: "2026-11-26 10:00:00" },
    });
    const days = await db.staleDay.findMany({ orderBy: { id: "asc" } });
    expect(days.map(({ measure }) => measure)).toEqual([
      "shipped",
      "shipped",
      "delivered",
      "shipped",
      "delivered",
    ]);
    expect(days.every((day) => day.shopId === shopId)).toBe(true);
  });
});
