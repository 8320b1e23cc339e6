import fc from "fast-check";
import { pino } from "pino";
import { beforeEach, describe, expect, it } from "vitest";
import { loadSums } from "#app/features/kept-sums/load-sums.server.ts";
import type { SumsOf } from "#app/features/kept-sums/sums.ts";
import { analyticsSums } from "#app/use-cases/sum-analytics.server.ts";
import { companySums } from "#app/use-cases/sum-companies.server.ts";
import { transitSums } from "#app/use-cases/sum-transit.server.ts";
import { rollUp } from "#app/worker/roll-up.ts";
import {
  createParcel,
  createShop,
} from "#test/features/shipments/create-parcel.ts";
import { statementsOf } from "#test/support/count-statements.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const kinds: SumsOf<unknown>[] = [analyticsSums, companySums, transitSums];
const start = new Date("2026-11-29T12:00:00Z");
const november = { from: "2026-11-01", to: "2026-11-29" };
const periods = [november, { from: "2026-10-10", to: "2026-11-08" }];
const dayMs = 86_400_000;
let shopIds: string[];
let now: Date;

beforeEach(async () => {
  now = start;
  shopIds = [];
  for (const domain of ["one.myshopify.com", "two.myshopify.com"])
    shopIds.push((await createShop(database.db, domain)).id);
});

const clock = { now: () => now, sleep: () => Promise.resolve() };
const roll = () =>
  rollUp(
    { db: database.db, logger: pino({ level: "silent" }), clock },
    AbortSignal.timeout(60_000),
  );
const shopAt = (index: number) => shopIds[index] ?? "";
const look = (of: SumsOf<unknown>, shopId = shopAt(0), period = november) =>
  loadSums(database.db, of, { shopId, ...period, now });

const ship = (shop: number, ago: number, took: number, carrierId = "gls") => {
  const shippedAt = new Date(start.getTime() - ago * dayMs);
  return createParcel(database.db, shopAt(shop), {
    ...{ shippedAt, carrierId, companyKey: carrierId },
    destinationCode: "DE",
    deliveredAt: new Date(shippedAt.getTime() + took * dayMs),
  });
};

/** Whether a page reads the kept days for its figures. */
async function isSummedUp(of: SumsOf<unknown>) {
  const sent = await statementsOf(database.pool, () => look(of));
  return sent.some((text) => /shipped_day|delivered_day/.test(text));
}

describe("once days were counted", () => {
  it("the sums that pages asked for within the hour are there already, and of now", async () => {
    await ship(0, 5, 2);
    await roll();
    for (const of of kinds) await look(of);
    await ship(0, 4, 3);
    now = new Date(start.getTime() + 50 * 60_000);
    await roll();
    for (const of of kinds) expect(await isSummedUp(of)).toBe(false);
    expect(await look(companySums)).toMatchObject([{ key: "gls", parcels: 2 }]);
    const sums = await analyticsSums.sumUp(database.db, {
      ...{ shopId: shopAt(0), ...november },
    });
    expect(await look(analyticsSums)).toEqual(sums);
  });

  it("those that nobody looks at are gone, and another shop's stay", async () => {
    await ship(0, 5, 2);
    await ship(1, 5, 2);
    await roll();
    for (const shopId of shopIds) await look(companySums, shopId);
    now = new Date(start.getTime() + 70 * 60_000);
    await ship(0, 4, 3);
    await roll();
    const left = await database.db.keptSums.findMany();
    expect(left).toMatchObject([{ shopId: shopAt(1) }]);
  });

  it("those that take long are left to who asks next", async () => {
    await ship(0, 5, 2);
    await roll();
    await look(companySums);
    await database.db.keptSums.updateMany({ data: { tookMs: 5_000 } });
    await ship(0, 4, 3);
    await roll();
    expect(await database.db.keptSums.count()).toBe(0);
    expect(await look(companySums)).toMatchObject([{ parcels: 2 }]);
  });
});

const shop = fc.nat(1);
const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("ship"),
      ...{ shop, ago: fc.nat(120), took: fc.nat(9) },
      carrierId: fc.constantFrom("gls", "ups"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("look"),
      ...{ shop, of: fc.nat(2), period: fc.nat(1) },
    }),
  },
  fc.record({ kind: fc.constant("count") }),
  fc.record({
    kind: fc.constant("move"),
    shop,
    timeZone: fc.constantFrom("Asia/Kathmandu", "Pacific/Kiritimati"),
  }),
  fc.record({ kind: fc.constant("pass"), minutes: fc.nat(80) }),
);
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

async function carryOut(one: Change) {
  if ("minutes" in one) now = new Date(now.getTime() + one.minutes * 60_000);
  else if ("timeZone" in one)
    await database.db.shop.update({
      where: { id: shopAt(one.shop) },
      data: { timeZone: one.timeZone },
    });
  else if ("took" in one)
    await ship(one.shop, one.ago, one.took, one.carrierId);
  else if ("of" in one) {
    const of = kinds[one.of];
    if (of) await look(of, shopAt(one.shop), periods[one.period]);
  } else await roll();
}

/** Of every kind, shop and period: what a page is given beside what the kept days say. */
async function expectSums() {
  for (const of of kinds)
    for (const shopId of shopIds)
      for (const period of periods)
        expect(sorted(await look(of, shopId, period))).toEqual(
          sorted(await of.sumUp(database.db, { shopId, ...period })),
        );
}

// Groups come in any order.
const sorted = (sums: unknown): unknown => {
  if (Array.isArray(sums))
    return sums
      .map(sorted)
      .toSorted((one, other) =>
        JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
      );
  if (typeof sums !== "object" || sums === null) return sums;
  return Object.fromEntries(
    Object.entries(sums).map(([key, value]) => [key, sorted(value)]),
  );
};

describe("what a page is given", () => {
  it("is what the kept days say, whoever looks and counts meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 4, maxLength: 12 }),
        async (changes) => {
          for (const [index, one] of changes.entries())
            await Promise.all([
              carryOut(one),
              ...(index % 3 === 2 ? [roll(), look(companySums)] : []),
            ]);
          await expectSums();
          await roll();
          await expectSums();
        },
      ),
      { numRuns: 15 },
    );
  }, 240_000);
});
