import type { Prisma } from "@prisma/client";
import { describe, expect, it } from "vitest";
import {
  clearStalled,
  markSilent,
  markStalled,
} from "#app/features/shipments/mark-quiet.server.ts";
import { shownStateOf } from "#app/features/shipments/shown-state.ts";
import { markQuiet } from "#app/worker/mark-quiet.ts";
import { planOf } from "#test/support/plan-of.ts";
import { domain, fulfillment, otherDomain, useCore } from "./use-core.ts";

const { core, database, deliver, drain, shipments, time } = useCore();
const hour = 3_600_000;
const day = 24 * hour;

const run = () => markQuiet(core.app, new AbortController().signal);
const attention = async () =>
  (await shipments()).map((shipment) => shipment.attention);
const setShop = (data: Prisma.ShopUpdateInput, name = domain) =>
  database.db.shop.update({ where: { domain: name }, data });
const setTrackings = (data: Prisma.TrackingUpdateManyMutationInput) =>
  database.db.tracking.updateMany({ data });

async function ship(shopDomain = domain) {
  await deliver("fulfillments/create", fulfillment(), shopDomain);
  await drain();
}

describe("a parcel without a scan", () => {
  it("is silent two days after its registration, as the page says", async () => {
    await ship();
    time.offsetMs = 2 * day - hour;
    expect(await run()).toEqual({ outcome: "done", parcels: 0 });
    expect(await attention()).toEqual([null]);
    time.offsetMs = 2 * day + hour;
    expect(await run()).toEqual({ outcome: "done", parcels: 1 });
    const [shipment] = await shipments();
    expect(shipment?.attention).toBe("silent");
    const { tracking } = shipment!;
    const account = { state: "active" as const };
    expect(
      shownStateOf(
        { ...shipment!, tracking: { ...tracking!, account } },
        core.app.clock.now(),
      ).key,
    ).toBe("silent");
  });

  it("is fine again with its first scan", async () => {
    await ship();
    time.offsetMs = 3 * day;
    await run();
    await setTrackings({
      status: "in_transit",
      lastEventTime: "2026-11-24 08:00:00",
    });
    expect(await attention()).toEqual([null]);
  });

  it("is not silent before its registration", async () => {
    await deliver("fulfillments/create", fulfillment());
    time.offsetMs = 30 * day;
    await run();
    expect(await attention()).toEqual([null]);
  });
});

describe("a parcel that stands still", () => {
  it("is stalled after the days that its shop says", async () => {
    await setShop({ stalledDays: 3 });
    await setShop({ stalledDays: 30 }, otherDomain);
    await ship();
    await ship(otherDomain);
    await setTrackings({ status: "in_transit" });
    time.offsetMs = 3 * day - hour;
    await run();
    expect(await attention()).toEqual([null, null]);
    time.offsetMs = 3 * day + hour;
    await run();
    await run();
    expect(await attention()).toEqual(["stalled", null]);
  });

  it("is fine again when it moves, and when the shop gives it more days", async () => {
    await ship();
    await ship();
    await setTrackings({ status: "in_transit" });
    time.offsetMs = 8 * day;
    await run();
    expect(await attention()).toEqual(["stalled", "stalled"]);
    const [first] = await shipments();
    await database.db.tracking.update({
      where: { id: first!.trackingId! },
      data: { status: "out_for_delivery" },
    });
    expect(await attention()).toEqual([null, "stalled"]);
    await setShop({ stalledDays: 10 });
    await run();
    expect(await attention()).toEqual([null, null]);
  });

  it("is left as it is where another reason is known, or nobody looks for it", async () => {
    for (let parcel = 0; parcel < 4; parcel++) await ship();
    await setTrackings({ status: "in_transit" });
    const [failing, ended, archived] = await shipments();
    const { db } = database;
    await db.tracking.update({
      where: { id: failing!.trackingId! },
      data: { status: "exception" },
    });
    const now = new Date();
    await db.shipment.update({
      where: { id: ended!.id },
      data: { endedAt: now, endReason: "cancelled" },
    });
    await db.shipment.update({
      where: { id: archived!.id },
      data: { archivedAt: now },
    });
    time.offsetMs = 8 * day;
    await run();
    expect(await attention()).toEqual(["exception", null, null, "stalled"]);
  });

  it("is not looked for once the app was removed", async () => {
    await ship();
    await setTrackings({ status: "in_transit" });
    await setShop({ state: "uninstalled" });
    time.offsetMs = 8 * day;
    await run();
    expect(await attention()).toEqual([null]);
  });

  it("waits for the next run while someone else changes it", async () => {
    await ship();
    await setTrackings({ status: "in_transit" });
    time.offsetMs = 8 * day;
    await database.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM shipment FOR UPDATE`;
      await run();
    });
    expect(await attention()).toEqual([null]);
    await run();
    expect(await attention()).toEqual(["stalled"]);
  });
});

describe("looking for quiet parcels", () => {
  const each = 1_000;
  const steps = [
    { step: clearStalled, index: "shipment_cause_covering_idx" },
    { step: markStalled, index: "shipment_moving_idx" },
    { step: markSilent, index: "shipment_moving_idx" },
  ];

  /** On the way, delivered and not scanned, the last change of each some time of the last 30 days. */
  async function createMany() {
    await ship();
    const [{ fulfillmentId, shopId } = {}] = await shipments();
    const { db } = database;
    await db.$executeRaw`
      INSERT INTO tracking (id, account_id, carrier_id, number, ref, callback_key_id, registration, status, registered_at)
      SELECT gen_random_uuid(), (SELECT id FROM keydelivery_account), 'ups', status || n, '', 1, 'registered',
        status::shipment_status, now() - interval '31 days'
      FROM generate_series(1, ${each}) AS n CROSS JOIN unnest(ARRAY['pending', 'in_transit', 'delivered']) AS status`;
    await db.$executeRaw`
      INSERT INTO shipment (id, shop_id, fulfillment_id, tracking_id, number, number_raw, order_name, order_key, shipped_at, updated_at)
      SELECT gen_random_uuid(), ${shopId}::uuid, ${fulfillmentId}::uuid, id, number, '', '#1', '1', now(), now()
      FROM tracking WHERE ref = ''`;
    await db.$executeRaw`UPDATE shipment SET moved_at = now() - random() * interval '30 days'`;
  }

  it.each(steps)("reads no more than it finds: $step.name", async (one) => {
    await createMany();
    await run();
    // As large as what they hold: the rows were in other states a moment ago, which took pages of so small a table.
    await database.pool.query("REINDEX TABLE shipment");
    await database.pool.query("ANALYZE");
    const asked = {
      shopIds: [core.shopId],
      now: core.app.clock.now(),
      perShop: 500,
    };
    const plan = await planOf(database.db, (db) => one.step(db, asked));
    expect(plan).toContain(one.index);
    expect(plan).not.toContain("Seq Scan on shipment");
  });

  it("goes on until all are found, however many they are", async () => {
    await createMany();
    time.offsetMs = 31 * day;
    await run();
    const marked = await countsBy("state", "attention");
    expect(marked).toEqual({
      "delivered null": each,
      "in_transit stalled": each,
      "pending silent": each + 1,
    });
    await setShop({ stalledDays: 62 });
    await run();
    expect(await countsBy("attention")).toEqual({
      null: 2 * each,
      silent: each + 1,
    });
  });

  async function countsBy(...columns: ("state" | "attention")[]) {
    const counts: Record<string, number> = {};
    for (const shipment of await shipments()) {
      const key = columns.map((column) => String(shipment[column])).join(" ");
      counts[key] = (counts[key] ?? 0) + 1;
    }
    return counts;
  }
});
