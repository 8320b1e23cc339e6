import { expect, it } from "vitest";
import { tidy } from "#app/worker/tidy.ts";
import { fulfillment, useCore } from "./use-core.ts";

const { core, database, deliver, push, tracking, shipments, time } = useCore();
const dayMs = 86_400_000;

const counts = {
  deliveries: () => database.db.webhookDelivery.count(),
  pushes: () => database.db.push.count(),
  publications: () => database.db.publication.count(),
  deletedOrders: () => database.db.deletedOrder.count(),
  exports: () => database.db.dataExport.count(),
  slots: () => database.db.lookUpSlot.count(),
  refreshes: () => database.db.refresh.count(),
  waitingForInstall: () =>
    database.db.webhookDelivery.count({ where: { processedAt: null } }),
  flowEvents: () => database.db.flowEvent.count(),
};
type Kept = keyof typeof counts;
const all = Object.keys(counts) as Kept[];

/** One of each, made now. */
async function fill() {
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: ["1ZKEPT"] }),
  );
  const { ref, id: trackingId } = await tracking("1ZKEPT");
  await push(ref, { carrier_id: "ups", tracking_number: "1ZKEPT", items: [] });
  const [parcel] = await shipments();
  const { shopId } = core;
  await database.db.publication.create({
    data: {
      shopId,
      fulfillmentId: parcel!.fulfillmentId,
      version: 1,
      state: "sent",
      status: "in_transit",
      event: "IN_TRANSIT",
      message: "",
      happenedAt: new Date(),
    },
  });
  await deliver("orders/delete", { id: 4711 });
  await deliver("customers/data_request", {
    shop_domain: "one.myshopify.com",
    orders_requested: [700_001],
    data_request: { id: 1 },
  });
  const now = core.app.clock.now();
  await database.db.lookUpSlot.create({
    data: { key: "visitor", nextAt: new Date(now.getTime() + 60_000) },
  });
  await database.db.refresh.create({
    data: { shopId, trackingId, askedAt: now, settledAt: now },
  });
  await deliver("fulfillments/create", fulfillment(), "never.myshopify.com");
  // Its shop does not open the app again: Flow cannot be told.
  await database.db.flowEvent.deleteMany();
  await database.db.shop.updateMany({ data: { state: "needs_reopen" } });
  await database.db.flowEvent.create({
    data: {
      ...{ shopId, shipmentId: parcel!.id, createdAt: now },
      ...{ trigger: "status", was: "pending", became: "in_transit" },
    },
  });
}

async function leftAfter(days: number) {
  time.offsetMs = days * dayMs;
  await tidy(core.app);
  const left: Kept[] = [];
  for (const kind of all) if ((await counts[kind]()) > 0) left.push(kind);
  return left;
}

it("forgets each kind of row once its term is over, and not before", async () => {
  core.app.env.retentionDays = 90;
  await fill();
  expect(await leftAfter(0)).toEqual(all);
  const terms: [before: number, after: number, gone: Kept[]][] = [
    [0, 0.05, ["slots"]],
    [1.9, 2.1, ["refreshes"]],
    [29.9, 30.1, ["exports"]],
    [
      ...([89.9, 90.1] as const),
      [
        ...(["deliveries", "pushes", "publications", "deletedOrders"] as const),
        ...(["waitingForInstall", "flowEvents"] as const),
      ],
    ],
  ];
  let expected = all;
  for (const [before, after, gone] of terms) {
    expect(await leftAfter(before)).toEqual(expected);
    expected = expected.filter((kind) => !gone.includes(kind));
    expect(await leftAfter(after)).toEqual(expected);
  }
  expect(expected).toEqual([]);
});

it("forgets what a shop that left had used of its quota when the month is over, and not before", async () => {
  const now = core.app.clock.now();
  const monthAt = (months: number) =>
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months);
  await database.db.keptQuota.create({
    data: { key: "hash", month: new Date(monthAt(0)), used: 1 },
  });
  const at = async (ms: number) => {
    time.offsetMs = ms - Date.now();
    await tidy(core.app);
    return database.db.keptQuota.count();
  };
  expect(await at(monthAt(1) - 60_000)).toBe(1);
  expect(await at(monthAt(1) + 60_000)).toBe(0);
});

it("keeps the parcel itself, its scans and the changes that people made, however old they are", async () => {
  await fill();
  await database.db.auditEntry.create({
    data: { shopId: core.shopId, actor: "staff:1", action: "archived" },
  });
  await leftAfter(3_650);
  expect(await database.db.shipment.count()).toBe(1);
  expect(await database.db.auditEntry.count()).toBe(1);
});
