import type { Shipment, ShipmentStatus } from "@prisma/client";
import fc from "fast-check";
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
import { countNaively, keptDays } from "./kept-days.ts";

const database = useTestDatabase();
const domains = ["one.myshopify.com", "two.myshopify.com"];
let shopIds: string[];

beforeEach(async () => {
  shopIds = [];
  for (const domain of domains)
    shopIds.push((await createShop(database.db, domain)).id);
});

const countAll = async () => {
  for (const shopId of await shopsToCount(database.db))
    while (await countStaleDays(database.db, shopId));
};

const statuses = [
  "in_transit",
  "exception",
  "attempt_failed",
  "returned",
  "expired",
  "delivered",
] as const satisfies ShipmentStatus[];

// Around the ends of summer time in Beirut and in Havana, where midnight comes twice.
const at = fc
  .tuple(
    fc.constantFrom("2026-10-24T19:00Z", "2026-11-01T03:00Z"),
    fc.oneof(fc.nat(8), fc.nat(60)),
  )
  .map(([start, half]) => new Date(Date.parse(start) + half * 1_800_000));
const which = fc.nat(1_000);
const change = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("ship"),
      at,
      shop: fc.nat(1),
      companyKey: fc.constantFrom("", "gls"),
      destinationCode: fc.constantFrom(null, "DE"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("scan"),
      which,
      at,
      status: fc.constantFrom(...statuses),
    }),
  },
  fc.record({ kind: fc.constant("end"), which }),
  fc.record({
    kind: fc.constant("carrier"),
    which,
    carrierId: fc.constantFrom("ups", "gls", null),
  }),
  fc.record({
    kind: fc.constant("move"),
    shop: fc.nat(1),
    timeZone: fc.constantFrom(
      "America/Havana",
      "Asia/Beirut",
      "Asia/Kathmandu",
      "Pacific/Kiritimati",
      "Pacific/Pago_Pago",
    ),
  }),
  fc.record({ kind: fc.constant("count") }),
);
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

let made = 0;

async function carryOut(one: Change) {
  const { db } = database;
  if ("timeZone" in one) {
    const { timeZone } = one;
    await db.shop.update({
      where: { id: shopIds[one.shop] },
      data: { timeZone },
    });
  } else if ("shop" in one) {
    const { at: shippedAt, companyKey, destinationCode } = one;
    const data = { shippedAt, companyKey, destinationCode };
    await createParcel(db, shopIds[one.shop] ?? "", data);
  } else if ("which" in one) {
    const all = await db.shipment.findMany({ orderBy: { id: "asc" } });
    const parcel = all[one.which % Math.max(1, all.length)];
    if (parcel) await changeParcel(parcel, one);
  }
}

async function changeParcel(
  { id, trackingId }: Shipment,
  one: Extract<Change, { which: number }>,
) {
  const { db } = database;
  const where = { id };
  if ("status" in one) {
    const time = one.at.toISOString().slice(0, 19).replace("T", " ");
    const told = { status: one.status, statusTime: time, lastEventTime: time };
    if (trackingId)
      await db.tracking.update({ where: { id: trackingId }, data: told });
    else {
      const number = `N${made++}`;
      const tracking = await createTracking(db, {
        number,
        ref: number,
        ...told,
      });
      await db.shipment.update({ where, data: { trackingId: tracking.id } });
    }
  } else if ("carrierId" in one)
    await db.shipment.update({ where, data: { carrierId: one.carrierId } });
  else await db.shipment.update({ where, data: { endedAt: new Date() } });
}

describe("the figures kept for analytics", () => {
  it("are what counting anew gives, whatever changed and whenever they were counted", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 3, maxLength: 15 }),
        fc.nat(3),
        async (changes, every) => {
          for (const [index, one] of changes.entries())
            // Also by two processes at once, while the change is being made.
            await Promise.all([
              carryOut(one),
              ...(index % (every + 1) === 0 ? [countAll(), countAll()] : []),
            ]);
          await countAll();
          expect(await keptDays(database.db)).toEqual(
            await countNaively(database.db),
          );
        },
      ),
      { numRuns: 25 },
    );
  }, 240_000);
});
