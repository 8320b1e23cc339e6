import { beforeAll, expect, it } from "vitest";
import { seedShop } from "#test/seeding/seed-shop.ts";
import { bigTables, plansOf } from "#test/support/plans-of.ts";
import { loadRoute, loads, type Asked, type Ids } from "./route-loads.ts";
import { domain, useSettings } from "./use-settings.ts";

const { database, request, context, running } = useSettings({ keep: true });

let ids: Ids;

beforeAll(async () => {
  // The first page load of all installs the shop.
  await answer("app", { path: "/app" });
  const [shipment = ""] = await seedShop(database, { domain, parcels: 500 });
  const { db } = database;
  const { id: dataExport } = await db.dataExport.findFirstOrThrow();
  const { number, fulfillment } = await db.shipment.findUniqueOrThrow({
    where: { id: shipment },
    include: { fulfillment: true },
  });
  const { orderName: order, orderGid } = fulfillment;
  ids = { shipment, order, orderGid, number, dataExport };
});

async function answer(name: string, { path, params = {} }: Asked) {
  const { loader } = await loadRoute(name);
  const answered = await loader!({
    request: request(path, domain),
    context: context(),
    params,
  });
  // A file is read while it is written.
  if (answered instanceof Response) await answered.text();
}

const table = Object.entries(loads).flatMap(([name, ones]) =>
  ones.map((one, index) => ({ name, one, title: `${name} ${index + 1}` })),
);

it.each(table)(
  "a page reads no big table from end to end: $title",
  async ({ name, one }) => {
    const plans = await plansOf(running.app.pool, () => answer(name, one(ids)));
    expect(plans.length).toBeGreaterThan(0);
    for (const { text, wholeTables } of plans)
      expect(
        wholeTables.filter((whole) => bigTables.has(whole)),
        text,
      ).toEqual([]);
  },
);
