import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { countStaleDays } from "#app/features/analytics/count-stale-days.server.ts";
import { loadSums } from "#app/features/kept-sums/load-sums.server.ts";
import { pruneSums } from "#app/features/kept-sums/prune-sums.server.ts";
import type { SumsOf } from "#app/features/kept-sums/sums.ts";
import {
  createParcel,
  createShop,
} from "#test/features/shipments/create-parcel.ts";
import { statementsOf } from "#test/support/count-statements.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const november = { from: "2026-11-01", to: "2026-11-30" };
const now = new Date("2026-11-29T12:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
let shopId: string;

/** How many parcels were shipped: the least that there is to sum up. */
const shipped: SumsOf<number> = {
  kind: "transit",
  schema: z.number(),
  sumUp: async (db, { shopId, from, to }) => {
    const [sum] = await db.$queryRaw<{ parcels: number }[]>`
      SELECT COALESCE(sum(shipped), 0)::int AS parcels FROM shipped_day
      WHERE shop_id = ${shopId}::uuid AND day BETWEEN ${from}::date AND ${to}::date`;
    return sum?.parcels ?? 0;
  },
};

const load = (asked: Partial<Parameters<typeof loadSums>[2]> = {}) =>
  loadSums(database.db, shipped, { shopId, ...november, now, ...asked });

async function shipAndCount(id = shopId) {
  await createParcel(database.db, id);
  while (await countStaleDays(database.db, id));
}

/** Whether the kept days are read for it. */
async function isSummedUp(asked?: Parameters<typeof load>[0]) {
  const sent = await statementsOf(database.pool, () => load(asked));
  return sent.some((text) => text.includes("shipped_day"));
}

beforeEach(async () => {
  shopId = (await createShop(database.db, "one.myshopify.com")).id;
});

describe("the sums of a shop's days", () => {
  it("are worked out once, and read in one statement until days are counted", async () => {
    await shipAndCount();
    expect(await load()).toBe(1);
    const sent = await statementsOf(database.pool, () => load());
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toContain("shipped_day");
    await shipAndCount();
    expect(await load()).toBe(2);
    expect(await database.db.keptSums.count()).toBe(1);
  });

  it("are never those of another shop, period or kind", async () => {
    const other = await createShop(database.db, "two.myshopify.com");
    await shipAndCount(other.id);
    expect(await load({ shopId: other.id })).toBe(1);
    expect(await load()).toBe(0);
    await shipAndCount();
    await shipAndCount();
    expect(await load()).toBe(2);
    expect(await load({ to: "2026-11-22" })).toBe(0);
    const companies: SumsOf<number> = {
      ...shipped,
      kind: "companies",
      sumUp: () => Promise.resolve(9),
    };
    const asked = { shopId, ...november, now };
    expect(await loadSums(database.db, companies, asked)).toBe(9);
    expect(await load()).toBe(2);
    expect(await load({ shopId: other.id })).toBe(1);
  });

  it("are worked out anew where a row is of another release", async () => {
    await shipAndCount();
    await load();
    await database.db.keptSums.updateMany({ data: { sums: { parcels: 7 } } });
    expect(await load()).toBe(1);
    expect(await isSummedUp()).toBe(false);
  });

  it("are the same for two who ask at once, and kept once", async () => {
    await shipAndCount();
    expect(await Promise.all([load(), load(), load()])).toEqual([1, 1, 1]);
    expect(await database.db.keptSums.count()).toBe(1);
  });

  it("are not kept as those of now where days are counted while they are worked out", async () => {
    await shipAndCount();
    const slow: SumsOf<number> = {
      ...shipped,
      sumUp: async (db, asked) => {
        const sums = await shipped.sumUp(db, asked);
        await shipAndCount();
        return sums;
      },
    };
    const asked = { shopId, ...november, now };
    expect(await loadSums(database.db, slow, asked)).toBe(1);
    expect(await load()).toBe(2);
  });

  it("do not give way to older ones that were long in the making", async () => {
    await shipAndCount();
    const slow: SumsOf<number> = {
      ...shipped,
      sumUp: async (db, asked) => {
        const sums = await shipped.sumUp(db, asked);
        await shipAndCount();
        expect(await load()).toBe(2);
        return sums;
      },
    };
    await loadSums(database.db, slow, { shopId, ...november, now });
    expect(await isSummedUp()).toBe(false);
    expect(await load()).toBe(2);
  });

  it("are kept for twelve periods of a shop, those asked for last", async () => {
    const other = await createShop(database.db, "two.myshopify.com");
    await load({ shopId: other.id });
    for (let day = 1; day <= 20; day++)
      await load({ to: `2026-12-${10 + day}`, now: later(day) });
    expect(await database.db.keptSums.count({ where: { shopId } })).toBe(12);
    expect(await isSummedUp({ to: "2026-12-30" })).toBe(false);
    expect(await isSummedUp({ shopId: other.id })).toBe(false);
    expect(await isSummedUp({ to: "2026-12-11" })).toBe(true);
  });

  it("go a day after they were last asked for, and with the shop", async () => {
    await load();
    await load({ now: later(20 * 60) });
    await pruneSums(database.db, later(40 * 60));
    expect(await isSummedUp()).toBe(false);
    await pruneSums(database.db, later(45 * 60));
    expect(await database.db.keptSums.count()).toBe(0);
    await load();
    await database.db.shop.delete({ where: { id: shopId } });
    expect(await database.db.keptSums.count()).toBe(0);
  });

  it("of a shop that is gone are nothing, and nothing is kept", async () => {
    await database.db.shop.delete({ where: { id: shopId } });
    expect(await load()).toBe(0);
    expect(await database.db.keptSums.count()).toBe(0);
  });
});
