import { describe, expect, it } from "vitest";
import { NotFoundError } from "#app/domain/app-error.ts";
import { loadShipment } from "#app/features/shipments/load-shipment.server.ts";
import { refreshShipment } from "#app/use-cases/refresh-shipment.server.ts";
import { sweep } from "#app/worker/sweep.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { fulfillment, useCore } from "#test/worker/use-core.ts";

const { core, database, deliver, drain, check, ...more } = useCore();
const { tracking, enqueued, sent, time } = more;

async function ship(number = "REF1") {
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
  );
  await drain();
  return database.db.shipment.findFirstOrThrow({ where: { number } });
}
const ask = (shipmentId: string, shopId = core.shopId) =>
  refreshShipment(core.app, { shopId, shipmentId });
const look = async (shipmentId: string) =>
  loadShipment(database.db, {
    shop: { id: core.shopId, timeZone: "UTC", writeBack: false },
    shipmentId,
    reader: "staff:1",
    shownEvents: 200,
    now: core.app.clock.now(),
  });

const minute = 60_000;

/** Asks, and has the job answer. */
async function askAndCheck(id: string, number = "REF1") {
  expect(await ask(id)).toBe(true);
  await check((await tracking(number)).id);
  return (await look(id)).refresh;
}

describe("a parcel that a merchant asks for", () => {
  it("is asked for by one job, whose outcome the page tells", async () => {
    const { id } = await ship();
    const { id: trackingId } = await tracking("REF1");
    enqueued.length = 0;
    expect(await ask(id)).toBe(true);
    expect(enqueued).toEqual([{ job: "check-tracking", data: { trackingId } }]);
    expect((await look(id)).refresh).toEqual({
      isRunning: true,
      rest: null,
      last: null,
    });
    await core.keydelivery.pushNow("REF1", {
      scans: [
        { context: "At the depot", code: "0" },
        { context: "Left the depot", code: "0", hours: 1 },
      ],
    });
    await check(trackingId);
    const { refresh, days } = await look(id);
    expect(refresh).toMatchObject({
      isRunning: false,
      last: { outcome: "new_scans", newScans: 2, problem: null },
    });
    expect(days[0]?.events[0]?.text).toBe("Left the depot");
  });

  it("has nothing new, or is not known yet", async () => {
    const { id } = await ship();
    expect((await askAndCheck(id))?.last?.outcome).toBe("nothing_yet");
    await core.keydelivery.pushNow("REF1", { scans: [{ context: "Seen" }] });
    time.offsetMs = 6 * minute;
    expect((await askAndCheck(id))?.last?.outcome).toBe("new_scans");
    time.offsetMs = 12 * minute;
    expect((await askAndCheck(id))?.last).toMatchObject({
      outcome: "nothing_new",
      newScans: 0,
    });
  });

  it("does not count the scans of an earlier parcel of its number", async () => {
    const { id } = await ship();
    await core.keydelivery.pushNow("REF1", { scans: [{ context: "Seen" }] });
    await database.db.shipment.updateMany({
      data: { shippedAt: new Date(Date.now() + 30 * 1_440 * minute) },
    });
    expect((await askAndCheck(id))?.last?.newScans).toBe(0);
  });

  it.each([
    ["unreachable", 500],
    ["carrier", 405],
    ["number", 105],
    ["busy", 106],
    ["account", 401],
  ])(
    "says why there is no answer, and is not tried again by itself: %s (%d)",
    async (problem, code) => {
      const { id } = await ship();
      sent.length = 0;
      core.keydelivery.failNext(faults.bodyCode(code), {
        endpoint: "realtime",
      });
      expect((await askAndCheck(id))?.last).toMatchObject({
        outcome: "failed",
        problem,
      });
      expect(sent).toHaveLength(1);
    },
  );

  it("can be tried again a minute after a failure", async () => {
    const { id } = await ship();
    core.keydelivery.failNext(faults.bodyCode(500), { endpoint: "realtime" });
    expect((await askAndCheck(id))?.rest?.because).toBe("parcel");
    time.offsetMs = minute + 1_000;
    expect((await askAndCheck(id))?.last?.outcome).toBe("nothing_yet");
  });

  it("waits while others are registered, until its page does not wait any more", async () => {
    const { id } = await ship();
    await deliver(
      "fulfillments/create",
      fulfillment({ tracking_numbers: ["REF2"] }),
    );
    enqueued.length = 0;
    expect((await askAndCheck(id))?.isRunning).toBe(true);
    expect(enqueued.map(({ job }) => job)).toEqual([
      "check-tracking",
      "check-tracking",
    ]);
    time.offsetMs = 2 * minute + 1_000;
    await check((await tracking("REF1")).id);
    expect((await look(id)).refresh?.last?.problem).toBe("busy");
  });

  it("is given up when its job is lost, and can be asked for again", async () => {
    const { id } = await ship();
    await ask(id);
    time.offsetMs = minute;
    enqueued.length = 0;
    await sweep(core.app);
    expect(enqueued.map(({ job }) => job)).toContain("check-tracking");
    time.offsetMs = 3 * minute;
    expect((await look(id)).refresh).toMatchObject({
      isRunning: false,
      rest: null,
      last: { problem: "unreachable" },
    });
    expect((await askAndCheck(id))?.last?.outcome).toBe("nothing_yet");
  });

  it("rests for five minutes, and can be asked for again then", async () => {
    const { id } = await ship();
    expect((await askAndCheck(id))?.rest?.because).toBe("parcel");
    expect(await ask(id)).toBe(false);
    time.offsetMs = 5 * minute + 1_000;
    expect((await look(id)).refresh?.rest).toBeNull();
    expect(await ask(id)).toBe(true);
  });

  it("rests for a day once it arrived", async () => {
    const { id } = await ship();
    await database.db.tracking.updateMany({ data: { status: "delivered" } });
    expect((await askAndCheck(id))?.rest?.because).toBe("arrived");
    time.offsetMs = 23 * 60 * minute;
    expect(await ask(id)).toBe(false);
    time.offsetMs = 25 * 60 * minute;
    expect(await ask(id)).toBe(true);
  });

  it("is refused when the shop asked thirty times within the hour, whichever parcels", async () => {
    const { id } = await ship();
    const trackingId = (await tracking("REF1")).id;
    const { shopId } = core;
    const old = { shopId, trackingId, settledAt: new Date() };
    await database.db.refresh.createMany({
      data: Array.from({ length: 30 }, (_, index) => ({
        ...old,
        askedAt: new Date(Date.now() - (index + 10) * minute),
      })),
    });
    const { rest } = (await look(id)).refresh!;
    expect(rest?.because).toBe("shop");
    // The first of the thirty is 39 minutes old.
    expect(Date.parse(rest!.until) - Date.now()).toBeGreaterThan(20 * minute);
    expect(await ask(id)).toBe(false);
    time.offsetMs = 22 * minute;
    expect(await ask(id)).toBe(true);
  });

  it("is asked for once when two people ask at once", async () => {
    const { id } = await ship();
    const answers = await Promise.all([ask(id), ask(id), ask(id)]);
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it("must be the shop's own, and followed", async () => {
    const { id } = await ship();
    await expect(ask(id, core.otherShopId)).rejects.toThrow(NotFoundError);
    await database.db.shipment.update({
      where: { id },
      data: { endedAt: new Date() },
    });
    await expect(ask(id)).rejects.toThrow(NotFoundError);
    expect((await look(id)).refresh).toBeNull();
  });

  it("tells another shop with the same parcel nothing", async () => {
    await ship();
    await database.db.refresh.create({
      data: {
        shopId: core.otherShopId,
        trackingId: (await tracking("REF1")).id,
        askedAt: new Date(),
        settledAt: new Date(),
        outcome: "new_scans",
        newScans: 3,
      },
    });
    const { id } = await database.db.shipment.findFirstOrThrow();
    expect((await look(id)).refresh).toEqual({
      isRunning: false,
      rest: null,
      last: null,
    });
  });
});
