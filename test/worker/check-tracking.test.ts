import { describe, expect, it } from "vitest";
import { takeSlots } from "#app/features/accounts/take-slot.server.ts";
import { openRefresh } from "#app/features/shipments/open-refreshes.server.ts";
import { sweep } from "#app/worker/sweep.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { statementsOf } from "#test/support/count-statements.ts";
import { fulfillment, useCore } from "./use-core.ts";

const { core, database, deliver, drain, push, check, account, ...more } =
  useCore();
const { shipments, tracking, sent, enqueued, time } = more;
const hour = 3_600_000;

const ship = async (number: string) => {
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
  );
  await drain();
  return tracking(number);
};
const inHours = async (number: string) =>
  ((await tracking(number)).nextCheckAt!.getTime() - Date.now()) / hour;
const realtimeCalls = () =>
  sent.filter(({ path }) => path.endsWith("realtime")).length;
const checksAsked = () =>
  enqueued.filter(({ job }) => job === "check-tracking").length;

describe("a parcel that pushes are assured for", () => {
  it("is asked for when it has been silent for longer than its state allows", async () => {
    const { ref } = await ship("S1");
    expect(await inHours("S1")).toBeGreaterThan(47.9);
    expect(await inHours("S1")).toBeLessThan(53);
    await push(ref, {
      carrier_id: "ups",
      tracking_number: "S1",
      order_status_code: 5,
      items: [{ time: "2026-11-22 09:00:00", context: "Out" }],
    });
    expect(await inHours("S1")).toBeGreaterThan(23.9);
    expect(await inHours("S1")).toBeLessThan(27);
    await sweep(core.app);
    expect(checksAsked()).toBe(0);
    time.offsetMs = 27 * hour;
    await sweep(core.app);
    expect(checksAsked()).toBe(1);
  });

  it("is not asked for any more once it is delivered", async () => {
    const { ref } = await ship("S2");
    await push(ref, {
      carrier_id: "ups",
      tracking_number: "S2",
      order_status_code: 3,
      items: [{ time: "2026-11-22 09:00:00", context: "Delivered" }],
    });
    expect((await tracking("S2")).nextCheckAt).toBeNull();
  });

  it("that a lost push left behind catches up with the answer", async () => {
    const { id } = await ship("S3");
    await core.keydelivery.pushNow("S3", {
      scans: [{ context: "With the courier", code: "5" }],
    });
    await check(id);
    expect(await tracking("S3")).toMatchObject({ status: "out_for_delivery" });
  });
});

describe("a parcel without a scan for two days", () => {
  it("gets detection's candidates for the merchant to choose from", async () => {
    core.keydelivery.setDetection("N", ["fedex", "gls"]);
    const { id } = await ship("N1");
    await check(id);
    expect((await shipments())[0]!.candidates).toBeNull();
    time.offsetMs = 49 * hour;
    await check(id);
    expect((await shipments())[0]!.candidates).toMatchObject([
      { carrierId: "fedex" },
      { carrierId: "gls" },
    ]);
    core.keydelivery.setDetection("N", ["ups"]);
    await check(id);
    expect((await shipments())[0]!.candidates).toHaveLength(2);
  });

  it("gets none where its shop's detections are used up", async () => {
    core.keydelivery.setDetection("N", ["fedex", "gls"]);
    const { id } = await ship("N2");
    const { shopQuota } = core.app.env;
    core.app.env.shopQuota = 0;
    try {
      time.offsetMs = 49 * hour;
      await check(id);
    } finally {
      core.app.env.shopQuota = shopQuota;
    }
    expect((await shipments())[0]!.candidates).toBeNull();
  });
});

describe("asking", () => {
  it("goes behind parcels that wait to be registered", async () => {
    const { id } = await ship("W1");
    await deliver(
      "fulfillments/create",
      fulfillment({ tracking_numbers: ["W2"] }),
    );
    await check(id);
    expect(realtimeCalls()).toBe(0);
    expect(await inHours("W1")).toBeLessThan(0.1);
    await drain();
    await check(id);
    expect(realtimeCalls()).toBe(1);
  });

  it("wastes no call on a paused account", async () => {
    const { id } = await ship("P1");
    await database.db.keyDeliveryAccount.updateMany({
      data: {
        state: "quota_exhausted",
        pausedUntil: new Date(Date.now() + hour),
      },
    });
    await check(id);
    expect(realtimeCalls()).toBe(0);
  });

  it("pauses an account that refuses, and plans the next time", async () => {
    const { id } = await ship("P2");
    core.keydelivery.failNext(faults.bodyCode(401), { endpoint: "realtime" });
    await check(id);
    expect(
      await database.db.keyDeliveryAccount.findFirstOrThrow(),
    ).toMatchObject({ state: "quota_exhausted" });
    expect((await tracking("P2")).nextCheckAt).not.toBeNull();
  });
});

describe("an account that has many to ask for", () => {
  const rate = 5;
  /** So many of its slots are taken. */
  const busyWith = async (count: number) => {
    core.app.env.keydeliveryRate = rate;
    const { id: accountId } = await account();
    await takeSlots(database.db, { accountId, rate, count });
  };

  it("keeps no worker waiting for a slot that is not near, and comes back", async () => {
    const { id } = await ship("M1");
    await busyWith(50);
    const since = Date.now();
    await check(id);
    expect(Date.now() - since).toBeLessThan(3_000);
    expect(realtimeCalls()).toBe(0);
    expect(await inHours("M1")).toBeLessThan(0.1);
    await database.pool.query("UPDATE rate_slot SET next_at = now()");
    await check(id);
    expect(realtimeCalls()).toBe(1);
  });

  it("waits for a slot where a person looks on", async () => {
    const { id: trackingId } = await ship("M2");
    const { shopId } = core;
    const now = core.app.clock.now();
    await database.db.$transaction((tx) =>
      openRefresh(tx, { shopId, trackingId, now }),
    );
    await busyWith(10);
    await check(trackingId);
    expect(realtimeCalls()).toBe(1);
  });

  it("waits for another slot where it missed the one it had", async () => {
    const { id } = await ship("M4");
    await busyWith(2);
    const { clock } = core.app;
    let waits = 0;
    core.app.clock = {
      ...clock,
      sleep: async (ms, signal) => {
        waits += 1;
        await clock.sleep(ms + (waits === 1 ? 100 : 0), signal);
      },
    };
    const statements = await statementsOf(core.app.pool, () => check(id));
    core.app.clock = clock;
    // A slow machine may miss that one too.
    expect(
      statements.filter((text) => text.includes("rate_slot")).length,
    ).toBeGreaterThan(1);
    expect(realtimeCalls()).toBe(1);
  });

  async function beDue(count: number) {
    const { accountId } = await ship("M3");
    await database.db.tracking.createMany({
      data: Array.from({ length: count }, (_, at) => ({
        accountId,
        carrierId: "ups",
        number: `M3 ${at}`,
        ref: `M3 ${at}`,
        callbackKeyId: 1,
        registration: "registered" as const,
        nextCheckAt: new Date(Date.now() - hour),
      })),
    });
  }

  it("has none asked for while those before are not begun", async () => {
    await beDue(3);
    const checks = () =>
      enqueued.filter(({ job }) => job === "check-tracking").length;
    enqueued.length = 0;
    const { queue } = core.app;
    core.app.queue = {
      ...queue,
      countDue: (_job, limit) => Promise.resolve(limit),
    };
    await sweep(core.app);
    expect(checks()).toBe(0);
    core.app.queue = queue;
    await sweep(core.app);
    expect(checks()).toBe(3);
  });

  it("has them asked for at its rate until the next sweep, no more", async () => {
    await beDue(150);
    const starts: number[] = [];
    const { queue } = core.app;
    core.app.queue = {
      ...queue,
      enqueue: (job, data, options) => {
        if (job.name === "check-tracking")
          starts.push(Number(options?.startAfter) - Date.now());
        return queue.enqueue(job, data, options);
      },
    };
    core.app.env.keydeliveryRate = rate;
    await sweep(core.app);
    expect(starts).toHaveLength(100);
    expect(Math.min(...starts)).toBeLessThan(200);
    expect(Math.max(...starts)).toBeGreaterThan(18_000);
    expect(Math.max(...starts)).toBeLessThan(20_000);
  });
});
