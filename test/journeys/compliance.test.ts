import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import type {
  SimulatedOrder,
  SimulatedShop,
} from "#test/sandbox/shopify/world.ts";
import {
  browserHeaders,
  openShop,
  startSandbox,
  type Sandbox,
} from "#test/sandbox/start-sandbox.ts";
import { findTraces } from "#test/support/find-traces.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const slow = { timeout: 60_000, interval: 200 };
const leaving = "leaving-goods.myshopify.com";
const shared = "GDPRSHARED0001";

describe(
  "what Shopify's compliance webhooks ask for",
  { timeout: 180_000 },
  () => {
    const database = useTestDatabase({ keep: true });
    let sandbox: Sandbox;
    let shop: SimulatedShop;
    const orders = new Map<string, SimulatedOrder>();

    const ship = (of: SimulatedShop, number: string) => {
      const order = sandbox.shopify.createOrder(of, { createdAt: new Date() });
      sandbox.shopify.fulfill(order, {
        trackingCompany: "UPS",
        trackingNumbers: [number],
        at: new Date(),
      });
      return order;
    };
    const idOf = async (domain: string) =>
      (await database.db.shop.findUniqueOrThrow({ where: { domain } })).id;
    const asked = (path: string, domain = shop.domain) =>
      fetch(`${sandbox.app.url}${path}`, {
        headers: {
          ...browserHeaders,
          authorization: `Bearer ${sandbox.shopify.sessionToken(domain)}`,
        },
      });

    beforeAll(async () => {
      sandbox = await startSandbox({
        environment: { DATABASE_URL: database.url },
      });
      sandbox.keydelivery.playScenario("GDPR*", ordinaryDelivery);
      shop = await openShop(sandbox, leaving);
      for (const number of ["GDPRASKED0001", "GDPRFORGET0001", "GDPRREST0001"])
        orders.set(number, ship(shop, number));
      orders.set(shared, ship(shop, shared));
      ship(sandbox.shop, shared);
      ship(sandbox.shop, "GDPRTHEIRS0001");
      await vi.waitFor(async () => {
        const all = await database.db.shipment.findMany();
        expect(all.map(({ state }) => state)).toEqual(
          Array(6).fill("delivered"),
        );
      }, slow);
    });

    afterAll(() => sandbox?.close());

    const orderOf = (number: string) => {
      const order = orders.get(number);
      if (!order) throw new Error(`no order of ${number}`);
      return order;
    };

    it("customers/data_request: the merchant fetches a file of that customer's orders, and another shop cannot", async () => {
      sandbox.shopify.requestCustomerData(shop, [orderOf("GDPRASKED0001")]);
      const { id } = await vi.waitFor(
        async () => database.db.dataExport.findFirstOrThrow(),
        slow,
      );
      const file = await asked(`/app/settings/exports/${id}`);
      expect(file.headers.get("content-disposition")).toContain("attachment");
      const text = await file.text();
      expect(text).toContain("GDPRASKED0001");
      expect(text).toContain("Delivered");
      expect(text).not.toContain("GDPRREST0001");
      const theirs = await asked(
        `/app/settings/exports/${id}`,
        sandbox.shop.domain,
      );
      expect(theirs.status).toBe(404);
    });

    it("customers/redact: number, scans, raw webhooks and raw pushes of the order are gone, and stay gone", async () => {
      const number = "GDPRFORGET0001";
      expect(await findTraces(database.pool, [number])).toEqual(
        expect.arrayContaining([
          `public.push: ${number}`,
          `public.shipment: ${number}`,
          `public.tracking: ${number}`,
          `public.webhook_delivery: ${number}`,
        ]),
      );
      sandbox.shopify.redactCustomer(shop, [orderOf(number)]);
      await vi.waitFor(async () => {
        expect(await findTraces(database.pool, [number])).toEqual([]);
      }, slow);
    });

    it("shop/redact: no table and no job has a trace of the shop, and the other shop keeps its own", async () => {
      const shopId = await idOf(leaving);
      await leaveMarks(shopId);
      const words = await wordsOf(shopId);
      const before = await findTraces(database.pool, words);
      for (const table of [
        "pgboss.job",
        "public.look_up_slot",
        "public.session",
        "public.shipment",
        "public.webhook_delivery",
      ])
        expect(before.join("\n")).toContain(table);
      sandbox.shopify.uninstall(shop);
      await sandbox.shopify.webhooks.settled();
      sandbox.shopify.redactShop(shop);
      await vi.waitFor(async () => {
        expect(await findTraces(database.pool, words)).toEqual([]);
      }, slow);
      const theirs = await findTraces(database.pool, [shared]);
      expect(theirs).toContain(`public.shipment: ${shared}`);
      expect(theirs).toContain(`public.tracking: ${shared}`);
    });

    // What a shop leaves on top of its parcels, in tables and in jobs that failed.
    async function leaveMarks(shopId: string) {
      await database.db.savedView.create({
        data: { shopId, name: "mine", query: "" },
      });
      await database.db.auditEntry.create({
        data: { shopId, actor: "staff:1", action: "tried" },
      });
      const keys = [`shop ${leaving}`, `contact ${leaving}`];
      keys.push(`test:${shopId}`, `credentials:${shopId}`);
      await database.db.lookUpSlot.createMany({
        data: keys.map((key) => ({ key, nextAt: new Date("2100-01-01") })),
      });
      await database.pool.query(
        `INSERT INTO pgboss.job (name, data, state) SELECT 'dead-letters', data, 'created' FROM unnest(ARRAY[
          jsonb_build_object('shopId', $1::text),
          jsonb_build_object('trackingId', (SELECT id FROM tracking WHERE number = 'GDPRREST0001'))]) AS data`,
        [shopId],
      );
    }

    /** All that could name the shop: itself, its orders and numbers, and the id of every row that is its own. */
    async function wordsOf(shopId: string) {
      const { rows: tables } = await database.pool.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.columns
          WHERE table_schema = 'public' AND column_name IN ('id', 'shop_id')
            AND udt_name = 'uuid' GROUP BY table_name HAVING count(*) = 2`,
      );
      const ids: string[] = [];
      for (const { name } of tables) {
        const { rows } = await database.pool.query<{ id: string }>(
          `SELECT id FROM ${name} WHERE shop_id = $1`,
          [shopId],
        );
        ids.push(...rows.map(({ id }) => id));
      }
      // One that another shop follows as well is not this shop's alone.
      const { rows: kept } = await database.pool.query<{ id: string }>(
        "SELECT id FROM tracking WHERE number = $1",
        [shared],
      );
      return [
        shopId,
        leaving,
        shop.handle,
        "GDPRASKED0001",
        "GDPRREST0001",
        ...[...orders.values()].flatMap(({ id, fulfillments }) => [
          id,
          ...fulfillments.map((fulfillment) => fulfillment.id),
        ]),
        ...ids.filter((id) => !kept.some((row) => row.id === id)),
      ].map((word) => word.split("/").at(-1) ?? word);
    }
  },
);
