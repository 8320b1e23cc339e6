import { readdirSync } from "node:fs";
import path from "node:path";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { beforeEach, describe, expect, it } from "vitest";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { seedShop } from "#test/seeding/seed-shop.ts";
import { statementsOf } from "#test/support/count-statements.ts";
import { domain, useSettings } from "./use-settings.ts";

const { database, request, context, running, shop } = useSettings();

const most = 6;
const folder = path.resolve(import.meta.dirname, "../../app/routes");
// These ask no database: they tell what is missing, or begin Shopify's authentication.
const without = ["app.$", "auth.$", "auth.login", "_index"];

type Ids = {
  shipment: string;
  order: string;
  orderGid: string;
  number: string;
  dataExport: string;
};
type Asked = { path: string; params?: Record<string, string> };

const exportId = "019a0000-0000-7000-8000-000000000000";

/** Every route with a loader, as it is asked for rows of the shop. */
const loads: Record<string, ((ids: Ids) => Asked)[]> = {
  app: [() => ({ path: "/app" })],
  "app._index": [() => ({ path: "/app?index" })],
  "app.analytics": [() => ({ path: "/app/analytics" })],
  "app.carriers._index": [
    () => ({ path: "/app/carriers" }),
    () => ({ path: "/app/carriers?q=ups&by=builtin" }),
  ],
  "app.carriers.companies.$key": [
    () => ({ path: "/app/carriers/companies/ups", params: { key: "ups" } }),
  ],
  "app.carriers.companies.$key_.preview": [
    () => ({
      path: "/app/carriers/companies/ups/preview?carrier=gls",
      params: { key: "ups" },
    }),
  ],
  "app.carriers_.search": [() => ({ path: "/app/carriers/search?q=ups" })],
  "app.import": [() => ({ path: "/app/import" })],
  "app.settings": [() => ({ path: "/app/settings" })],
  "app.settings_.automation": [() => ({ path: "/app/settings/automation" })],
  "app.settings_.changes": [() => ({ path: "/app/settings/changes" })],
  "app.settings_.data": [() => ({ path: "/app/settings/data" })],
  "app.settings_.data_.export": ["shop", "fulfillments", "changes"].map(
    (section) => () => ({
      path: `/app/settings/data/export?id=${exportId}&section=${section}`,
    }),
  ),
  "app.settings_.promise": [() => ({ path: "/app/settings/promise" })],
  "app.settings_.exports.$id": [
    ({ dataExport }) => ({
      path: `/app/settings/exports/${dataExport}`,
      params: { id: dataExport },
    }),
  ],
  "app.shipments._index": [
    () => ({ path: "/app/shipments" }),
    () => ({ path: "/app/shipments?q=1001" }),
    () => ({ path: "/app/shipments?view=exceptions&sort=updated_asc" }),
    () => ({
      path: "/app/shipments?carrier=ups,usps&country=US&from=90d&q=10",
    }),
  ],
  "app.shipments_.count": [() => ({ path: "/app/shipments/count?q=10" })],
  "app.shipments_.import": [() => ({ path: "/app/shipments/import" })],
  "app.shipments_.export": [() => ({ path: "/app/shipments/export" })],
  "app.shipments.$id": [
    ({ shipment }) => ({
      path: `/app/shipments/${shipment}`,
      params: { id: shipment },
    }),
  ],
  "api.orders.$id": [() => ({ path: "/api/orders/1", params: { id: "1" } })],
  "api.customer.orders.$id": [
    ({ orderGid, number }) => ({
      path: `/api/customer/orders/1?number=${encodeURIComponent(number)}`,
      params: { id: orderGid },
    }),
  ],
  "proxy.track": [
    ({ order, number }) => ({
      path: `/proxy/track?${signProxyQuery({ shop: domain, o: order, n: number, part: "1" }, "simulated-secret").toString()}`,
    }),
  ],
};

const load = (name: string) =>
  import(path.join(folder, `${name}.tsx`)) as Promise<{
    loader?: (args: LoaderFunctionArgs) => Promise<unknown>;
  }>;

// The shop is installed: the first page load of all, with its exchange of tokens, is not what merchants wait for.
beforeEach(async () => {
  const { loader } = await load("app");
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
  const { loader } = await load(name);
  const args = {
    request: request(asked.path, domain),
    context: context(),
    params: asked.params ?? {},
  };
  return statementsOf(running.app.pool, () => loader!(args));
}

describe("the queries of a page", () => {
  it("are counted for every route with a loader", async () => {
    const names = readdirSync(folder)
      .filter((file) => file.endsWith(".tsx"))
      .map((file) => file.replace(/\.tsx$/, ""));
    for (const name of names.filter((one) => !without.includes(one)))
      if ((await load(name)).loader) expect(Object.keys(loads)).toContain(name);
  });

  const table = Object.entries(loads).flatMap(([name, ones]) =>
    ones.map((one, index) => ({ name, one, title: `${name} ${index + 1}` })),
  );

  it.each(table)(
    "are six at most, whatever the number of rows: $title",
    async ({ name, one }) => {
      const few = await ask(name, one(await fill(1)));
      await database.pool.query(
        "TRUNCATE fulfillment, tracking, audit_entry, carrier_mapping, data_export, saved_view, backfill CASCADE",
      );
      const many = await ask(name, one(await fill(60)));
      expect(many.length, many.join("\n")).toBeLessThanOrEqual(most);
      expect(many.length).toBeGreaterThan(0);
      expect(many.length, many.join("\n")).toBe(few.length);
    },
  );
});
