import { beforeEach, describe, expect, it } from "vitest";
import { replayStored } from "#app/use-cases/replay-stored.server.ts";
import { restartShipment } from "#app/use-cases/restart-shipment.server.ts";
import { processPushes } from "#app/worker/process-pushes.ts";
import { fulfillment, otherDomain, useCore } from "#test/worker/use-core.ts";

const { core, database, deliver, drain, push, check, ...more } = useCore();
const { shipments, enqueued, time } = more;
const dayMs = 86_400_000;
const actor = "merchant";
const scan = { time: "2026-11-21 10:00:00", context: "Departed" };

const generations = () =>
  database.db.tracking.findMany({ orderBy: { generation: "asc" } });
const newest = async () => (await generations()).at(-1)!;
const restart = async (shopId = core.shopId) =>
  restartShipment(core.app, {
    shopId,
    shipmentId: (await shipments())[0]!.id,
    actor,
  });
const tell = async (fields: object) =>
  push((await newest()).ref, {
    carrier_id: "ups",
    tracking_number: "EX1",
    items: [scan],
    ...fields,
  });

beforeEach(async () => {
  const body = fulfillment({ tracking_numbers: ["EX1"] });
  await deliver("fulfillments/create", body);
  await drain();
  await tell({ order_status_code: 0 });
  await tell({ message: "No status update for 60 days" });
  expect((await newest()).status).toBe("expired");
});

describe("an expired parcel that is tracked again", () => {
  it("is created anew with its scans, and follows new ones", async () => {
    await restart();
    expect(await newest()).toMatchObject({
      generation: 2,
      restarted: true,
      registration: "waiting",
      status: "in_transit",
      lastEventTime: scan.time,
    });
    expect(await shipments()).toMatchObject([{ tracking: { generation: 2 } }]);
  });

  it("is polled every twelve hours for thirty days where KeyDelivery has it already", async () => {
    await restart();
    await drain();
    const now = Date.now();
    const { pollUntil, ...row } = await newest();
    expect(row).toMatchObject({
      registration: "registered",
      pushAssured: false,
    });
    expect(pollUntil!.getTime() - now).toBeGreaterThan(29.9 * dayMs);
    await check(row.id);
    const next = (await newest()).nextCheckAt!.getTime() - Date.now();
    expect(next).toBeGreaterThan(11.9 * 3_600_000);
    expect(next).toBeLessThan(13.3 * 3_600_000);
    time.offsetMs = 31 * dayMs;
    await check(row.id);
    expect((await newest()).nextCheckAt).toBeNull();
  });

  it("goes on by pushes as soon as one comes", async () => {
    await restart();
    await drain();
    await tell({
      order_status_code: 3,
      items: [scan, { time: "2026-11-22 09:00:00", context: "Delivered" }],
    });
    expect(await newest()).toMatchObject({
      status: "delivered",
      pushAssured: true,
      pollUntil: null,
      nextCheckAt: null,
    });
  });

  it("does not expire again by a replay of the push that ended it", async () => {
    // Told long before.
    await database.db.push.updateMany({
      data: { receivedAt: new Date(Date.now() - dayMs) },
    });
    await database.db.tracking.updateMany({
      data: { createdAt: new Date(Date.now() - 2 * dayMs) },
    });
    await restart();
    enqueued.length = 0;
    await replayStored(core.app, { what: "pushes" });
    for (const { data } of enqueued.splice(0))
      await processPushes(core.app, [data as { pushId: string }]);
    expect((await generations()).map(({ status }) => status)).toEqual([
      "expired",
      "in_transit",
    ]);
  });

  it("is restarted once by two clicks", async () => {
    const clicks = await Promise.allSettled([restart(), restart()]);
    expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(
      1,
    );
    expect(await generations()).toHaveLength(2);
  });

  it("is kept in the history", async () => {
    await restart();
    expect(await database.db.auditEntry.findMany()).toMatchObject([
      { action: "tracking_restarted", actor },
    ]);
  });
});

it("a parcel of another shop, or one that goes on, is not restarted", async () => {
  await expect(restart(core.otherShopId)).rejects.toMatchObject({
    name: "NotFoundError",
  });
  await tell({
    order_status_code: 0,
    items: [scan, { time: "2026-11-23 08:00:00", context: "Going on" }],
  });
  await expect(restart()).rejects.toMatchObject({ name: "NotFoundError" });
  expect(await generations()).toHaveLength(1);
});

describe("a number that two shops follow", () => {
  const of = async (shopId: string) => {
    const all = await shipments();
    return all.find((one) => one.shopId === shopId)!;
  };
  const restartOf = async (shopId: string) =>
    restartShipment(core.app, {
      shopId,
      shipmentId: (await of(shopId)).id,
      actor,
    });

  beforeEach(async () => {
    const body = fulfillment({ tracking_numbers: ["EX1"] });
    await deliver("fulfillments/create", body, otherDomain);
    expect(await generations()).toHaveLength(1);
    await restartOf(core.shopId);
    await drain();
  });

  it("is restarted once: the second shop joins what the first one made, and both have its pushes", async () => {
    await restartOf(core.otherShopId);
    expect(await generations()).toHaveLength(2);
    await tell({
      order_status_code: 3,
      items: [scan, { time: "2026-11-22 09:00:00", context: "Delivered" }],
    });
    for (const shopId of [core.shopId, core.otherShopId])
      expect(await of(shopId)).toMatchObject({
        state: "delivered",
        tracking: { generation: 2 },
      });
    expect(
      await database.db.fulfillment.count({ where: { status: "delivered" } }),
    ).toBe(2);
  });

  it("is restarted once where both do it at the same time", async () => {
    await restartOf(core.otherShopId);
    await tell({ message: "No status update for 60 days" });
    const both = [core.shopId, core.otherShopId];
    await Promise.all(both.map(restartOf));
    expect(await generations()).toHaveLength(3);
    for (const shopId of both)
      expect(await of(shopId)).toMatchObject({ tracking: { generation: 3 } });
  });

  it("wakes up again where the first shop does not need it any more", async () => {
    await database.db.tracking.updateMany({
      where: { generation: 2 },
      data: { registration: "dormant" },
    });
    await restartOf(core.otherShopId);
    expect(await newest()).toMatchObject({
      generation: 2,
      registration: "waiting",
      shopId: core.otherShopId,
    });
  });

  it.each([
    ["expired too", { status: "expired" }],
    ["arrived", { status: "delivered" }],
    ["was refused", { registration: "failed" }],
    ["was asked for in vain for 30 days", { pollUntil: new Date(0) }],
  ] as const)(
    "is made anew where what the first shop made %s",
    async (_how, data) => {
      await database.db.tracking.updateMany({
        where: { generation: 2 },
        data,
      });
      await restartOf(core.otherShopId);
      expect(await newest()).toMatchObject({
        generation: 3,
        status: "in_transit",
      });
    },
  );
});
