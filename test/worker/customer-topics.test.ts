import { describe, expect, it } from "vitest";
import {
  requeueStored,
  requeueWaitingForInstall,
} from "#app/worker/requeue-stored.ts";
import { processDelivery } from "#app/worker/process-delivery.ts";
import { domain, fulfillment, useCore } from "./use-core.ts";

const { core, database, deliver, enqueued, runRedactions, ...more } = useCore();
const { shipments, time } = more;
const unopened = "unopened.myshopify.com";
const create = "fulfillments/create";

const about = (order: { order_id: number }, shop: string) => ({
  shop_domain: shop,
  customer: { id: 1, email: "ada@example.com" },
  orders_to_redact: [order.order_id],
  orders_requested: [order.order_id],
  data_request: { id: 7 },
});

/** The app is opened: what waited is carried out, in whatever order. */
async function open(order: (ids: string[]) => string[] = (ids) => ids) {
  const { id } = await database.db.shop.create({
    data: { domain: unopened, installedAt: core.app.clock.now() },
  });
  enqueued.length = 0;
  await requeueWaitingForInstall(core.app, id);
  const ids = enqueued.map(
    ({ data }) => (data as { deliveryId: string }).deliveryId,
  );
  for (const deliveryId of order(ids))
    await processDelivery(core.app, { deliveryId });
}
const bodies = async () =>
  (await database.db.webhookDelivery.findMany())
    .map(({ body }) => Buffer.from(body).toString("utf8"))
    .join("\n");

describe("before the app is opened", () => {
  it("a redacted order is forgotten, and is no parcel afterwards", async () => {
    const [erased, other] = [fulfillment(), fulfillment()];
    await deliver(create, erased, unopened);
    await deliver(create, other, unopened);
    await deliver("customers/redact", about(erased, unopened), unopened);
    expect(await bodies()).not.toContain("ada@");
    await runRedactions();
    expect(await bodies()).not.toContain(erased.tracking_numbers[0]);
    await open();
    expect(await shipments()).toMatchObject([
      { number: other.tracking_numbers[0] },
    ]);
  });

  it.each([
    ["before", (ids: string[]) => ids.toReversed()],
    ["after", (ids: string[]) => ids],
  ])(
    "a deleted order stays deleted, told %s its parcels",
    async (_when, order) => {
      const deleted = fulfillment();
      await deliver(create, deleted, unopened);
      await deliver("orders/delete", { id: deleted.order_id }, unopened);
      await open(order);
      const live = (await shipments()).filter(({ endedAt }) => !endedAt);
      expect(live).toEqual([]);
    },
  );

  it("a customer's data is asked for, and given once all that waited is carried out", async () => {
    const asked = fulfillment();
    await deliver(create, asked, unopened);
    await deliver("customers/data_request", about(asked, unopened), unopened);
    expect(await bodies()).not.toContain("ada@");
    await open((ids) => ids.toReversed());
    expect(await database.db.dataExport.count()).toBe(0);
    for (const { job, data } of enqueued)
      if (job === "process-delivery")
        await processDelivery(core.app, data as { deliveryId: string });
    const { content } = await database.db.dataExport.findFirstOrThrow();
    expect(JSON.stringify(content)).toContain(asked.tracking_numbers[0]);
    expect(
      await database.db.webhookDelivery.count({ where: { processedAt: null } }),
    ).toBe(0);
  });

  it("a customer's data is given an hour later, though something waits still", async () => {
    const asked = fulfillment();
    await deliver(create, asked, unopened);
    await deliver("customers/data_request", about(asked, unopened), unopened);
    await open(() => []);
    time.offsetMs = 2 * 3_600_000;
    const [, last] = await database.db.webhookDelivery.findMany({
      orderBy: { id: "asc" },
    });
    await processDelivery(core.app, { deliveryId: String(last!.id) });
    expect(await database.db.dataExport.count()).toBe(1);
  });
});

describe("customers/redact", () => {
  it("goes on where an earlier job stopped, and is done once", async () => {
    const order = fulfillment();
    await deliver(create, order);
    await database.pool.query(
      `INSERT INTO webhook_delivery (dedupe_key, shop_domain, topic, webhook_id, body, received_at)
        SELECT n::text::bytea, $1, $2, '', convert_to($3, 'UTF8'), now() - interval '1 hour'
        FROM generate_series(1, 1200) AS n`,
      [domain, create, JSON.stringify(order)],
    );
    const delivery = await deliver("customers/redact", about(order, domain));
    expect(delivery).toMatchObject({
      outcome: "under_way",
      processedAt: null,
    });
    await runRedactions(AbortSignal.abort());
    const redacted = () =>
      database.db.webhookDelivery.count({ where: { outcome: "redacted" } });
    expect(await redacted()).toBe(500);
    await runRedactions();
    expect(await redacted()).toBe(1_201);
    expect(await shipments()).toMatchObject([{ endReason: "redacted" }]);
    expect(await bodies()).not.toContain(order.tracking_numbers[0]);
    expect(
      await database.db.webhookDelivery.findUnique({
        where: { id: delivery!.id },
      }),
    ).toMatchObject({
      outcome: "recorded",
      body: new TextEncoder().encode("{}"),
    });
  });

  it("without orders is done at once, and keeps nothing of the customer", async () => {
    const body = { ...about(fulfillment(), domain), orders_to_redact: [] };
    expect(await deliver("customers/redact", body)).toMatchObject({
      outcome: "nothing_held",
      body: new TextEncoder().encode("{}"),
    });
    expect(enqueued).toEqual([]);
  });

  it("is found again when its job was lost", async () => {
    const order = fulfillment();
    await deliver(create, order);
    const delivery = await deliver("customers/redact", about(order, domain));
    enqueued.length = 0;
    time.offsetMs = 3 * 3_600_000;
    await requeueStored(core.app);
    expect(enqueued).toEqual([
      { job: "redact-orders", data: { deliveryId: String(delivery!.id) } },
    ]);
    await runRedactions();
    expect(await shipments()).toMatchObject([{ endReason: "redacted" }]);
  });
});
