import { readdirSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { seedShop } from "#test/seeding/seed-shop.ts";
import { statementsOf } from "#test/support/count-statements.ts";
import {
  loadRoute,
  loads,
  routesFolder,
  type Asked,
  type Ids,
} from "./route-loads.ts";
import { domain, useSettings } from "./use-settings.ts";

const { database, request, context, running, shop } = useSettings();

const most = 6;
// Figures that nobody asked for yet are summed up and kept for the next look.
const mostAtFirst = 8;
// These ask no database: they tell what is missing, or begin Shopify's authentication.
const without = ["app.$", "auth.$", "auth.login", "_index"];

// The shop is installed: the first page load of all, with its exchange of tokens, is not what merchants wait for.
beforeEach(async () => {
  const { loader } = await loadRoute("app");
  await loader!({
    request: request("/app", domain),
    context: context(),
    params: {},
  });
});

async function fill(parcels: number): Promise<Ids> {
  const [shipment = ""] = await seedShop(database, { domain, parcels });
  const { id: shopId } = await shop();
  const { db } = database;
  const { id: dataExport } = await db.dataExport.findFirstOrThrow({
    where: { shopId },
  });
  const { number, fulfillment } = await db.shipment.findUniqueOrThrow({
    where: { id: shipment },
    include: { fulfillment: true },
  });
  const { orderName: order, orderGid } = fulfillment;
  return { shipment, order, orderGid, number, dataExport };
}

async function ask(name: string, asked: Asked) {
  const { loader } = await loadRoute(name);
  const args = {
    request: request(asked.path, domain),
    context: context(),
    params: asked.params ?? {},
  };
  return statementsOf(running.app.pool, () => loader!(args));
}

async function askTwice(name: string, asked: Asked) {
  const first = await ask(name, asked);
  expect(first.length, first.join("\n")).toBeLessThanOrEqual(mostAtFirst);
  return ask(name, asked);
}

describe("the queries of a page", () => {
  it("are counted for every route with a loader", async () => {
    const names = readdirSync(routesFolder)
      .filter((file) => file.endsWith(".tsx"))
      .map((file) => file.replace(/\.tsx$/, ""));
    for (const name of names.filter((one) => !without.includes(one)))
      if ((await loadRoute(name)).loader)
        expect(Object.keys(loads)).toContain(name);
  });

  const table = Object.entries(loads).flatMap(([name, ones]) =>
    ones.map((one, index) => ({ name, one, title: `${name} ${index + 1}` })),
  );

  it.each(table)(
    "are six at most, whatever the number of rows: $title",
    async ({ name, one }) => {
      const few = await askTwice(name, one(await fill(1)));
      await database.pool.query(
        "TRUNCATE fulfillment, tracking, audit_entry, carrier_mapping, data_export, saved_view, backfill CASCADE",
      );
      const many = await askTwice(name, one(await fill(60)));
      expect(many.length, many.join("\n")).toBeLessThanOrEqual(most);
      expect(many.length).toBeGreaterThan(0);
      expect(many.length, many.join("\n")).toBe(few.length);
    },
  );
});
