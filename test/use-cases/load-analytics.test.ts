import { beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "#app/platform/clock.ts";
import { loadAnalytics } from "#app/use-cases/load-analytics.server.ts";
import { createShop } from "#test/features/shipments/create-parcel.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const app = () => ({
  db: database.db,
  clock: { ...systemClock, now: () => new Date("2026-11-23T12:00:00Z") },
});
let shop: Awaited<ReturnType<typeof createShop>>;
let other: typeof shop;

const days = { carrierId: "gls", companyKey: "gls", country: "DE" };
const zero = {
  registered: 0,
  refused: 0,
  delivered: 0,
  exceptions: 0,
  failedAttempts: 0,
  returned: 0,
  expired: 0,
};

beforeEach(async () => {
  const { db } = database;
  shop = await createShop(db, "one.myshopify.com");
  other = await createShop(db, "two.myshopify.com");
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  await db.shippedDay.createMany({
    data: [
      {
        shopId: shop.id,
        day: day("2026-11-20"),
        ...days,
        ...zero,
        shipped: 8,
        registered: 6,
        exceptions: 2,
      },
      {
        shopId: shop.id,
        day: day("2026-11-21"),
        ...days,
        ...zero,
        carrierId: "ups",
        shipped: 2,
      },
      { shopId: shop.id, day: day("2026-10-01"), ...days, ...zero, shipped: 5 },
      {
        shopId: shop.id,
        day: day("2026-01-01"),
        ...days,
        ...zero,
        shipped: 500,
      },
      {
        shopId: other.id,
        day: day("2026-11-20"),
        ...days,
        ...zero,
        carrierId: "dhl",
        shipped: 700,
      },
    ],
  });
  await db.deliveredDay.createMany({
    data: [
      {
        shopId: shop.id,
        day: day("2026-11-22"),
        ...days,
        halfDays: 4,
        parcels: 6,
      },
      {
        shopId: shop.id,
        day: day("2026-11-23"),
        ...days,
        halfDays: 8,
        parcels: 3,
      },
      {
        shopId: shop.id,
        day: day("2026-10-20"),
        ...days,
        halfDays: 2,
        parcels: 5,
      },
      {
        shopId: other.id,
        day: day("2026-11-22"),
        ...days,
        halfDays: 90,
        parcels: 900,
      },
    ],
  });
});

const load = (query = "range=last_30") =>
  loadAnalytics(app(), shop, new URLSearchParams(query));

describe("the analytics of a shop", () => {
  it("are of its own parcels, in the period and in the one before", async () => {
    const view = await load();
    expect(view.figures).toMatchObject({
      shipped: { value: 10, before: 5 },
      delivered: { value: 9, before: 5 },
      median: { value: 2, before: 1 },
    });
    expect(view.carriers).toMatchObject([{ key: "gls", parcels: 9, p90: 4 }]);
    expect(view.countries).toMatchObject([{ key: "DE", parcels: 9 }]);
    expect(view.troubles).toMatchObject([
      { key: "gls", shipped: 8, exceptions: 2 },
      { key: "ups", shipped: 2 },
    ]);
    expect(view.carrierNames).toEqual({ gls: "GLS", ups: "UPS" });
    expect(view.days.find(({ day }) => day === "2026-11-20")).toMatchObject({
      shipped: 8,
      others: 2,
    });
    expect(JSON.stringify(view)).not.toContain("dhl");
  });

  it("hold what was delivered against the promise of today", async () => {
    const promiseDays = { default: 2, countries: {} };
    await database.db.shop.update({
      where: { id: shop.id },
      data: { promiseDays },
    });
    const view = await loadAnalytics(
      app(),
      { ...shop, promiseDays },
      new URLSearchParams(),
    );
    expect(view.figures.onTime.value).toBeCloseTo(6 / 9);
    expect(view.isPromised).toBe(true);
  });

  it("say so while changes are not counted yet", async () => {
    expect((await load()).isCounting).toBe(false);
    await database.db.staleDay.create({
      data: { shopId: shop.id, measure: "shipped", at: new Date() },
    });
    expect((await load()).isCounting).toBe(true);
  });

  it("are empty for a shop without parcels", async () => {
    const { id, timeZone, promiseDays } = await createShop(
      database.db,
      "three.myshopify.com",
    );
    const view = await loadAnalytics(
      app(),
      { id, timeZone, promiseDays },
      new URLSearchParams("range=last_7"),
    );
    expect(view).toMatchObject({ hasParcels: false, carriers: [] });
    expect(view.days).toHaveLength(7);
  });

  it("read a range of the primary keys, however many days are kept", async () => {
    await database.pool.query(
      `INSERT INTO shipped_day SELECT $1, '2020-01-01'::date + day, 'c' || carrier, '', 'DE', 1,1,0,0,0,0,0,0
       FROM generate_series(0, 2000) day, generate_series(1, 20) carrier`,
      [other.id],
    );
    await database.pool.query("ANALYZE shipped_day");
    const { rows } = await database.pool.query<{ "QUERY PLAN": string }>(
      `EXPLAIN SELECT sum(shipped) FROM shipped_day
       WHERE shop_id = $1 AND day BETWEEN '2026-10-01' AND '2026-11-30'`,
      [shop.id],
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("shipped_day_pkey");
    expect(plan).not.toContain("Seq Scan");
  });
});
