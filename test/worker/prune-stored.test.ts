import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { pruneStored } from "#app/worker/prune-stored.ts";
import { requeueStored } from "#app/worker/requeue-stored.ts";
import { domain, fulfillment, otherDomain, useCore } from "./use-core.ts";

const { core, database, deliver, drain, push, tracking, ...more } = useCore();
const { shipments, time, enqueued } = more;
const dayMs = 86_400_000;
const days = (count: number) => new Date(Date.now() - count * dayMs);

async function store(age: number, done: boolean) {
  const processedAt = done ? days(age) : null;
  await database.db.webhookDelivery.create({
    data: {
      dedupeKey: randomBytes(32),
      topic: "fulfillments/create",
      shopDomain: "one.myshopify.com",
      webhookId: String(age),
      body: Buffer.from("{}"),
      receivedAt: days(age),
      processedAt,
    },
  });
  await database.db.push.create({
    data: {
      dedupeKey: randomBytes(32),
      ref: String(age),
      body: Buffer.from("{}"),
      receivedAt: days(age),
      processedAt,
    },
  });
}

describe("what is stored", () => {
  it("goes after RETENTION_DAYS, but for what is still open", async () => {
    core.app.env.retentionDays = 30;
    await store(31, true);
    await store(31, false);
    await store(29, true);
    await pruneStored(core.app);
    expect(await database.db.webhookDelivery.count()).toBe(2);
    expect(await database.db.push.count()).toBe(2);
    expect(await database.db.push.count({ where: { processedAt: null } })).toBe(
      1,
    );
  });

  it("and was never carried out goes after twice as long", async () => {
    core.app.env.retentionDays = 30;
    await store(59, false);
    await store(61, false);
    await pruneStored(core.app);
    expect(
      await database.db.webhookDelivery.findMany({
        select: { webhookId: true },
      }),
    ).toEqual([{ webhookId: "59" }]);
    expect(await database.db.push.findMany({ select: { ref: true } })).toEqual([
      { ref: "59" },
    ]);
  });

  it("that is too much for one run goes in several, until the worker stops", async () => {
    core.app.env.retentionDays = 30;
    await database.pool.query(
      `INSERT INTO push (dedupe_key, ref, body, received_at, processed_at)
       SELECT decode(md5(n::text), 'hex'), n, '{}', $1, $1 FROM generate_series(1, 5001) AS n`,
      [days(31)],
    );
    const left = () => database.db.push.count();
    await pruneStored(core.app, { signal: AbortSignal.abort() });
    expect(await left()).toBe(5_001);
    await pruneStored(core.app, { workMs: 0 });
    expect(await left()).toBe(1);
    await pruneStored(core.app);
    expect(await left()).toBe(0);
  });

  it("of deleted orders goes too", async () => {
    core.app.env.retentionDays = 30;
    await database.db.deletedOrder.createMany({
      data: [29, 31].map((age) => ({
        shopId: core.shopId,
        orderGid: `gid://shopify/Order/${age}`,
        deletedAt: days(age),
      })),
    });
    await pruneStored(core.app);
    expect(await database.db.deletedOrder.findMany()).toMatchObject([
      { orderGid: "gid://shopify/Order/29" },
    ]);
  });

  it("of what was told to Shopify goes too, but for what is still to be told", async () => {
    core.app.env.retentionDays = 30;
    await deliver("fulfillments/create", fulfillment());
    const [shipment] = await shipments();
    for (const [version, state] of [
      [1, "sent"],
      [2, "planned"],
    ] as const)
      await database.db.publication.create({
        data: {
          shopId: core.shopId,
          fulfillmentId: shipment!.fulfillmentId,
          version,
          state,
          status: "in_transit",
          event: "IN_TRANSIT",
          message: "",
          happenedAt: new Date(),
        },
      });
    await pruneStored(core.app);
    expect(await database.db.publication.count()).toBe(2);
    time.offsetMs = 31 * dayMs;
    await pruneStored(core.app);
    expect(await database.db.publication.findMany()).toMatchObject([
      { state: "planned" },
    ]);
  });

  describe("of a shop that keeps it for less", () => {
    const pushTo = async (number: string) => {
      await drain();
      const { ref } = await tracking(number);
      return push(ref, { ...item, tracking_number: number });
    };
    const item = {
      carrier_id: "ups",
      items: [{ time: "2026-11-20 10:00:00", context: "Arrived" }],
    };
    const left = async () => ({
      deliveries: await database.db.webhookDelivery.count(),
      pushes: await database.db.push.count(),
    });

    beforeEach(async () => {
      core.app.env.retentionDays = 30;
      await database.db.shop.update({
        where: { id: core.shopId },
        data: { retentionDays: 7 },
      });
    });

    it("goes by then, and that of other shops stays", async () => {
      for (const [number, shop] of [
        ["1ZMINE", domain],
        ["1ZTHEIRS", otherDomain],
      ] as const) {
        const body = fulfillment({ tracking_numbers: [number] });
        await deliver("fulfillments/create", body, shop);
        await pushTo(number);
      }
      time.offsetMs = 6 * dayMs;
      await pruneStored(core.app);
      expect(await left()).toEqual({ deliveries: 2, pushes: 2 });
      time.offsetMs = 8 * dayMs;
      await pruneStored(core.app);
      expect(await left()).toEqual({ deliveries: 1, pushes: 1 });
      expect(await shipments()).toHaveLength(2);
      expect(await database.db.trackingEvent.count()).toBeGreaterThan(0);
      time.offsetMs = 31 * dayMs;
      await pruneStored(core.app);
      expect(await left()).toEqual({ deliveries: 0, pushes: 0 });
    });

    it("stays as long as the operator says where another shop follows the same parcel", async () => {
      for (const shop of [domain, otherDomain])
        await deliver(
          "fulfillments/create",
          fulfillment({ tracking_numbers: ["1ZBOTH"] }),
          shop,
        );
      await pushTo("1ZBOTH");
      time.offsetMs = 8 * dayMs;
      await pruneStored(core.app);
      expect((await left()).pushes).toBe(1);
      time.offsetMs = 31 * dayMs;
      await pruneStored(core.app);
      expect((await left()).pushes).toBe(0);
    });

    it("is found by an index, however much others keep", async () => {
      const { pool } = database;
      const plan = async (table: string, condition: string) => {
        const client = await pool.connect();
        try {
          await client.query("BEGIN; SET LOCAL enable_seqscan = off");
          const { rows } = await client.query<{ "QUERY PLAN": string }>(
            `EXPLAIN SELECT id FROM ${table} WHERE ${condition} AND received_at < now()
               AND processed_at IS NOT NULL ORDER BY received_at LIMIT 10`,
          );
          return rows.map((row) => row["QUERY PLAN"]).join(" ");
        } finally {
          await client.query("ROLLBACK");
          client.release();
        }
      };
      expect(await plan("push", `shop_id = '${core.shopId}'`)).toContain(
        "push_shop_idx",
      );
      expect(
        await plan("webhook_delivery", `shop_domain = '${domain}'`),
      ).toContain("webhook_delivery_shop_domain_received_at_idx");
    });
  });

  it("and open for hours gets another job, what is done does not", async () => {
    await store(1, false);
    await store(1, true);
    await store(0, false);
    await requeueStored(core.app);
    expect(enqueued.map(({ job }) => job).sort()).toEqual([
      "process-delivery",
      "process-push",
    ]);
  });
});
