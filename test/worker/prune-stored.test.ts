import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { pruneStored } from "#app/worker/prune-stored.ts";
import { requeueStored } from "#app/worker/requeue-stored.ts";
import { fulfillment, useCore } from "./use-core.ts";

const { core, database, deliver, shipments, time, enqueued } = useCore();
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
