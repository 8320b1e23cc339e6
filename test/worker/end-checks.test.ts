import { beforeEach, describe, expect, it, vi } from "vitest";
import { resumeTrackingsOfShop } from "#app/features/trackings/stop-trackings-of-shop.server.ts";
import {
  connectShopAccount,
  disconnectShopAccount,
} from "#app/use-cases/account-actions.server.ts";
import { sweep } from "#app/worker/sweep.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { domain, fulfillment, later, useCore } from "./use-core.ts";

const { core, database, deliver, drain, push, check, ...more } = useCore({
  shopify: true,
});
const { tracking, sent, enqueued, time, drainOf, retrack } = more;
const create = "fulfillments/create";
const update = "fulfillments/update";
const hour = 3_600_000;

const record = async (number: string) => {
  const body = fulfillment({ tracking_numbers: [number] });
  await deliver(create, body);
  return body;
};
const cancel = (body: ReturnType<typeof fulfillment>) =>
  deliver(update, later(body, { status: "cancelled" }));
const calls = (endpoint: string) =>
  sent.filter(({ path }) => path.endsWith(endpoint)).length;
const realtimeCalls = () => calls("realtime");
const whileCalling = (endpoint: string) =>
  vi.waitFor(() => expect(calls(endpoint)).toBe(1), { interval: 10 });
const nextCheck = async (number: string) =>
  (await tracking(number)).nextCheckAt;
/** What the sweep takes by then, and its jobs. */
const runDueChecks = async (afterMs: number) => {
  time.offsetMs += afterMs;
  enqueued.length = 0;
  await sweep(core.app);
  const due = enqueued.filter(({ job }) => job === "check-tracking");
  for (const { data } of due)
    await check((data as { trackingId: string }).trackingId);
  return due.length;
};

describe("a tracking that nobody follows any more", () => {
  it("is not planned again by a check that was under way", async () => {
    const body = await record("A1");
    await drain();
    const { id } = await tracking("A1");
    core.keydelivery.failNext(faults.slow(400), { endpoint: "realtime" });
    const checking = check(id);
    await whileCalling("realtime");
    await cancel(body);
    await checking;
    expect(realtimeCalls()).toBe(1);
    expect(await nextCheck("A1")).toBeNull();
  });

  it("is not planned by a registration that was under way", async () => {
    const body = await record("A2");
    core.keydelivery.failNext(faults.slow(400), { endpoint: "create" });
    const draining = drain();
    await whileCalling("create");
    await cancel(body);
    await draining;
    expect(await tracking("A2")).toMatchObject({
      registration: "registered",
      nextCheckAt: null,
    });
    await deliver(update, later(body, {}, 2));
    expect(await nextCheck("A2")).not.toBeNull();
  });

  it("is taken once where it is planned all the same, and no more", async () => {
    const body = await record("A3");
    await drain();
    await cancel(body);
    const { ref } = await tracking("A3");
    await push(ref, {
      carrier_id: "ups",
      tracking_number: "A3",
      order_status_code: 5,
      items: [{ time: "2026-11-22 09:00:00", context: "Out" }],
    });
    expect(await nextCheck("A3")).not.toBeNull();
    expect(await runDueChecks(27 * hour)).toBe(1);
    expect(await nextCheck("A3")).toBeNull();
    expect(await runDueChecks(27 * hour)).toBe(0);
    expect(realtimeCalls()).toBe(0);
  });

  it("is asked for as before while another order needs it", async () => {
    const body = await record("A4");
    await record("A4");
    await drain();
    await cancel(body);
    expect(await runDueChecks(60 * hour)).toBe(1);
    expect(realtimeCalls()).toBe(1);
    expect(await nextCheck("A4")).not.toBeNull();
  });
});

describe("a parcel that is alive", () => {
  const own = { apiKey: "own-key", apiSecret: "own-secret" };
  const connect = () =>
    connectShopAccount(core.app, {
      ...{ shopId: core.shopId, actor: "merchant", ...own },
    });
  const disconnect = () =>
    disconnectShopAccount(core.app, {
      ...{ shopId: core.shopId, actor: "merchant" },
    });

  beforeEach(() => {
    core.keydelivery.addAccount(own);
  });

  it("rests while its account is disconnected, and is asked for again once it is connected", async () => {
    await connect();
    const { id } = await database.db.keyDeliveryAccount.findFirstOrThrow({
      where: { shopId: core.shopId },
    });
    core.keydelivery.seedElsewhere({ carrierId: "ups", number: "B2" });
    for (const number of ["B1", "B2", "B3"]) await record(number);
    await drainOf(id);
    await cancel(await record("B4"));
    await push((await tracking("B3")).ref, {
      carrier_id: "ups",
      tracking_number: "B3",
      order_status_code: 3,
      items: [{ time: "2026-11-22 09:00:00", context: "Delivered" }],
    });
    await disconnect();
    await retrack();
    expect(await runDueChecks(60 * hour)).toBe(2);
    expect(await runDueChecks(hour)).toBe(0);
    expect([await nextCheck("B1"), await nextCheck("B2")]).toEqual([
      null,
      null,
    ]);
    expect(realtimeCalls()).toBe(0);

    await connect();
    await retrack();
    expect(await runDueChecks(6 * hour)).toBe(2);
    expect(realtimeCalls()).toBe(2);
    for (const number of ["B1", "B2"])
      expect(+(await nextCheck(number))!).toBeGreaterThan(
        Date.now() + time.offsetMs,
      );
    expect([await nextCheck("B3"), await nextCheck("B4")]).toEqual([
      null,
      null,
    ]);
  });

  it("keeps its turn while its account is paused", async () => {
    await record("C1");
    await drain();
    await database.db.keyDeliveryAccount.updateMany({
      data: {
        state: "quota_exhausted",
        pausedUntil: new Date(Date.now() + 61 * hour),
      },
    });
    expect(await runDueChecks(60 * hour)).toBe(0);
    expect(realtimeCalls()).toBe(0);
    expect(await runDueChecks(2 * hour)).toBe(1);
    expect(realtimeCalls()).toBe(1);
  });

  it("is looked after again when its shop comes back, though pushes are assured", async () => {
    await record("D1");
    await drain();
    await deliver("app/uninstalled", { myshopify_domain: domain });
    expect(await nextCheck("D1")).toBeNull();
    await core.app.shopify.install(domain, "");
    const now = core.app.clock.now();
    await resumeTrackingsOfShop(core.app.db, {
      ...{ shopId: core.shopId, now },
      after: undefined,
    });
    expect(await runDueChecks(24 * hour)).toBe(1);
    expect(realtimeCalls()).toBe(1);
  });
});
