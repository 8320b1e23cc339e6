import { describe, expect, it } from "vitest";
import { listBackfills } from "#app/features/backfill/list-backfills.server.ts";
import {
  countBackfill,
  steerBackfill,
} from "#app/use-cases/backfill-actions.server.ts";
import { runBackfill } from "#app/worker/run-backfill.ts";
import { sweep } from "#app/worker/sweep.ts";
import { useShopCore } from "./use-shop-core.ts";

const { core, database, shop, shipUnnoticed, ship, drain, ...more } =
  useShopCore();
const { shipments, tracking, enqueued, push, time } = more;
const dayMs = 86_400_000;
const actor = "merchant";

const daysAgo = (days: number) => new Date(Date.now() - days * dayMs);
const history = (number: string, days = 3) =>
  shipUnnoticed({ number, createdAt: daysAgo(days) });
const view = async () => (await listBackfills(database.db, core.shopId))[0]!;
const steer = (change: "start" | "pause" | "resume" | "cancel") =>
  steerBackfill(core.app, { shopId: core.shopId, actor, change });
const registered = () =>
  core.keydelivery.journal.accepted().map(({ number }) => number);

/** One job after the other, as long as the app asks for the next. */
async function runJobs(most = 50) {
  for (let count = 0; count < most; count++) {
    const at = enqueued.findIndex(({ job }) => job === "run-backfill");
    if (at < 0) return;
    const [{ data } = { data: {} }] = enqueued.splice(at, 1);
    const { backfillId } = data as { backfillId: string };
    await runBackfill(core.app, { backfillId }, new AbortController().signal);
  }
}
async function count(days = 30) {
  await countBackfill(core.app, { shopId: core.shopId, actor, days });
  await runJobs();
}

describe("counting an import", () => {
  it("tells the parcels and spends nothing; delivered, known, cancelled and old ones are left out", async () => {
    history("H1");
    history("H2");
    core.shopify.addEvent(history("DONE"), "DELIVERED", { quietly: true });
    core.shopify.cancel(history("GONE"), { quietly: true });
    history("OLD", 40);
    await ship({ number: "KNOWN" });
    await count();
    expect(await view()).toMatchObject({
      state: "ready",
      orders: 5,
      parcels: 2,
      delivered: 1,
      known: 1,
      imported: 0,
    });
    expect(await shipments()).toHaveLength(1);
    expect(registered()).toEqual([]);
  });

  it("that finds nothing is the end of it", async () => {
    await count();
    expect(await view()).toMatchObject({ state: "done", parcels: 0 });
  });

  it("runs once, however often it is asked for", async () => {
    history("H1");
    await Promise.all([count(), count(), count()]);
    expect(await database.db.backfill.count()).toBe(1);
  });

  it("goes on where a killed worker stopped, and counts no order twice", async () => {
    for (let at = 0; at < 60; at++) history(`M${at}`);
    core.shopify.failAdmin(1, "error500", "WholeOrder");
    await countBackfill(core.app, { shopId: core.shopId, actor, days: 30 });
    const { id: backfillId } = await database.db.backfill.findFirstOrThrow();
    core.shopify.clearAdminFaults();
    await database.db.backfill.updateMany({ data: { source: "pages" } });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 30);
    await runBackfill(core.app, { backfillId }, stop.signal);
    await runBackfill(core.app, { backfillId }, new AbortController().signal);
    expect(await view()).toMatchObject({ orders: 60, parcels: 60 });
  });

  it("of many orders uses one bulk operation", async () => {
    for (let at = 0; at < 1_001; at++) history(`B${at}`);
    await count();
    expect(await view()).toMatchObject({
      state: "ready",
      orders: 1_001,
      parcels: 1_001,
    });
    const operations = core.shopify.journal.queries.map(
      ({ operation }) => operation,
    );
    expect(operations).not.toContain("OrdersPage");
    expect(operations).toContain("RunBulkQuery");
  });
});

describe("an import", () => {
  it("registers what was counted, behind what is live, and ends", async () => {
    history("I1");
    history("I2");
    await count();
    await steer("start");
    await runJobs(1);
    await ship({ number: "LIVE" });
    await drain();
    await runJobs();
    expect(registered()).toEqual(["LIVE", "I1", "I2"]);
    expect(await view()).toMatchObject({ state: "done", imported: 2 });
    expect(await tracking("I1")).toMatchObject({ priority: 2 });
  });

  it("hands over a hundred at a time, so that a pause takes effect at once", async () => {
    for (let at = 0; at < 130; at++) history(`P${at}`);
    await count();
    await steer("start");
    // A slow machine needs more than one slice of twenty seconds, and then hands over up to 24 more.
    do await runJobs(1);
    while ((await view()).imported < 100);
    await runJobs(1);
    expect((await view()).imported).toBeLessThan(130);
    await steer("pause");
    await drain();
    await runJobs();
    expect(registered()).toEqual([]);
    await steer("resume");
    await drain();
    await runJobs(1);
    await drain();
    await runJobs();
    expect(registered()).toHaveLength(130);
    expect(await view()).toMatchObject({ state: "done", imported: 130 });
  });

  it("that is cancelled registers nothing more", async () => {
    for (let at = 0; at < 5; at++) history(`C${at}`);
    await count();
    await steer("start");
    await runJobs(1);
    await steer("cancel");
    await drain();
    await runJobs();
    expect(registered()).toEqual([]);
    expect(await view()).toMatchObject({ state: "cancelled" });
    expect(await database.db.backfillItem.count()).toBe(0);
    await steer("resume");
    expect(await view()).toMatchObject({ state: "cancelled" });
  });

  it.each(["pause", "cancel"] as const)(
    "holds back no parcel that was shipped meanwhile, on %s",
    async (change) => {
      history("M1");
      history("M2");
      await count();
      await steer("start");
      await runJobs(1);
      await ship({ number: "M2" });
      await steer(change);
      await drain();
      expect(registered()).toEqual(["M2"]);
      expect((await tracking("M1")).registration).toBe("dormant");
    },
  );

  it("that a killed worker left is found by the sweep", async () => {
    history("K1");
    await count();
    await steer("start");
    enqueued.length = 0;
    time.offsetMs = 2 * 60_000;
    await sweep(core.app);
    await runJobs();
    await drain();
    expect(registered()).toEqual(["K1"]);
  });

  it("records the first status of history, and tells Shopify the next", async () => {
    await database.db.shop.updateMany({ data: { writeBack: true } });
    history("F1");
    await count();
    await steer("start");
    await runJobs(1);
    await drain();
    const { ref } = await tracking("F1");
    const tell = (code: number, time: string) =>
      push(ref, {
        carrier_id: "ups",
        tracking_number: "F1",
        order_status_code: code,
        items: [{ time, context: `scan ${code}` }],
      });
    const today = new Date().toISOString().slice(0, 10);
    await tell(0, `${daysAgo(2).toISOString().slice(0, 10)} 10:00:00`);
    await tell(5, `${today} 00:00:01`);
    await more.publish();
    expect(core.shopify.journal.events.map(({ status }) => status)).toEqual([
      "OUT_FOR_DELIVERY",
    ]);
  });

  it("of another shop cannot be steered", async () => {
    history("X1");
    await count();
    await steerBackfill(core.app, {
      shopId: core.otherShopId,
      actor,
      change: "start",
    });
    expect(await view()).toMatchObject({ state: "ready" });
    expect(shop.simulated.domain).toBe("one.myshopify.com");
  });
});
