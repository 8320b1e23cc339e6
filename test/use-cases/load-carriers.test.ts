import { beforeEach, describe, expect, it } from "vitest";
import {
  readCarriersQuery,
  type CarriersQuery,
} from "#app/features/carriers/carriers-query.ts";
import { countStaleDays } from "#app/features/analytics/count-stale-days.server.ts";
import { loadCarriers } from "#app/use-cases/load-carriers.server.ts";
import { fulfillment, otherDomain, useCore } from "#test/worker/use-core.ts";

const { database, core, deliver, detect, shipments } = useCore();

const ship = (number: string, tracking_company: string | null, shop?: string) =>
  deliver(
    "fulfillments/create",
    fulfillment({ tracking_company, tracking_numbers: [number] }),
    shop,
  );

async function load(asked: Partial<CarriersQuery> = {}) {
  while (await countStaleDays(database.db, core.shopId));
  const shop = await database.db.shop.findUniqueOrThrow({
    where: { id: core.shopId },
  });
  const query = { ...readCarriersQuery(new URLSearchParams()), ...asked };
  return loadCarriers(core.app, shop, query);
}
const keys = async (asked?: Partial<CarriersQuery>) =>
  (await load(asked)).rows.map(({ key }) => key);

const refuse = (id: string) =>
  database.db.shipment.update({
    where: { id },
    data: { hold: "needs_carrier", refusedCarriers: ["gls"] },
  });

describe("the companies of a shop", () => {
  beforeEach(async () => {
    await ship("NEEDS1", "My cousin's van");
    const all = await shipments();
    await detect(all.find(({ number }) => number === "NEEDS1")!.id);
    // Detection waits for registrations: these come after it.
    await ship("1ZA", "UPS");
    await ship("1ZB", "UPS");
    await ship("THEIRS", "Van of another shop", otherDomain);
  });

  it("come with how each is mapped, those that need a person first", async () => {
    const { rows, hasNext } = await load();
    expect(rows).toMatchObject([
      {
        name: "My cousin's van",
        mappedBy: "detection",
        carrier: null,
        parcels: 1,
        registered: 0,
        needing: 1,
        rejected: 0,
      },
      {
        key: "ups",
        mappedBy: "builtin",
        carrier: { id: "ups", name: "UPS" },
        parcels: 2,
        needing: 0,
        transitDays: null,
      },
    ]);
    expect(hasNext).toBe(false);
  });

  it("are found by a part of their name and by how they are mapped", async () => {
    expect(await keys({ q: "Cousin’s" })).toEqual(["mycousinsvan"]);
    expect(await keys({ q: "…" })).toEqual([]);
    expect(await keys({ by: "attention" })).toEqual(["mycousinsvan"]);
    expect(await keys({ by: "builtin" })).toEqual(["ups"]);
    expect(await keys({ by: "detection" })).toEqual(["mycousinsvan"]);
    expect(await keys({ by: "mapping" })).toEqual([]);
    await database.db.carrierMapping.create({
      data: {
        shopId: core.shopId,
        companyKey: "mycousinsvan",
        company: "My cousin's van",
        carrierId: "gls",
      },
    });
    expect(await keys({ by: "mapping" })).toEqual(["mycousinsvan"]);
    expect(await keys({ by: "detection" })).toEqual([]);
  });

  it("are told as often rejected where KeyDelivery refuses a tenth of their parcels", async () => {
    const [first] = await shipments();
    await refuse(first!.id);
    const [van] = (await load()).rows;
    expect(van).toMatchObject({ rejected: 1, isOftenRejected: false });
    for (const number of ["NEEDS2", "NEEDS3"])
      await ship(number, "My cousin's van");
    for (const { id, companyKey } of await shipments())
      if (companyKey === "mycousinsvan") await refuse(id);
    const [again] = (await load()).rows;
    expect(again).toMatchObject({ rejected: 3, isOftenRejected: true });
  });

  it("come in pages, however many there are", async () => {
    await database.pool.query(
      `INSERT INTO company (shop_id, company_key, name)
       SELECT $1, 'van' || lpad(n::text, 5, '0'), 'Van ' || n FROM generate_series(1, 10000) AS n`,
      [core.shopId],
    );
    const first = await load({ q: "van0" });
    expect(first).toMatchObject({ hasNext: true });
    expect(first.rows).toHaveLength(50);
    const last = await load({ page: 201 });
    expect(last.rows.map(({ name }) => name)).toEqual([
      "Van 9999",
      "Van 10000",
    ]);
    expect(last.hasNext).toBe(false);
  });

  it("are the shop's own", async () => {
    expect(await keys({ q: "another" })).toEqual([]);
  });
});
