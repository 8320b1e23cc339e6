import { describe, expect, it } from "vitest";
import { takeLookUpSlot } from "#app/features/storefront/take-look-up-slot.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const shopKey = "shop one.myshopify.com";
const now = new Date("2026-11-20T10:00:00Z");
const take = (visitorKey: string) =>
  takeLookUpSlot(database.db, { shopKey, visitorKey, now });
const visitors = () =>
  database.db.lookUpSlot.count({ where: { key: { not: shopKey } } });
const nextOfShop = async () => {
  const { nextAt } = await database.db.lookUpSlot.findUniqueOrThrow({
    where: { key: shopKey },
  });
  return nextAt.getTime() - now.getTime();
};
// Of 600 at once, each of which comes back after 50 ms.
const leave = (turns: number) =>
  database.db.lookUpSlot.create({
    data: {
      key: shopKey,
      nextAt: new Date(now.getTime() + (600 - turns) * 50),
    },
  });

describe("a look-up", () => {
  it("beyond the shop's limit leaves no row, whatever address its visitor says", async () => {
    await leave(0);
    for (const visitor of ["a", "b", "c"])
      expect(await take(visitor)).toBe(false);
    expect(await visitors()).toBe(0);
  });

  it("leaves no more rows than the shop has turns, when many come at once", async () => {
    await leave(5);
    const asked = Array.from({ length: 40 }, (_, at) => take(`visitor ${at}`));
    const may = await Promise.all(asked);
    expect(may.filter(Boolean)).toHaveLength(5);
    expect(await visitors()).toBe(5);
  });

  it("beyond the visitor's limit costs the shop nothing", async () => {
    const may: boolean[] = [];
    for (let count = 0; count < 25; count++) may.push(await take("eager"));
    expect(may).toEqual([
      ...Array.from({ length: 20 }, () => true),
      ...Array.from({ length: 5 }, () => false),
    ]);
    expect(await nextOfShop()).toBe(20 * 50);
  });

  it("of one visitor, who sends many at once, is allowed as often as one after the other", async () => {
    const asked = Array.from({ length: 40 }, () => take("eager"));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(20);
  });
});
