import { describe, expect, it, vi } from "vitest";
import { passPage } from "#app/features/reconcile/watermark.server.ts";
import { reconcile } from "#app/worker/reconcile.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { fulfillmentPayload } from "#test/sandbox/shopify/payloads.ts";
import { sentWhile } from "#test/support/count-statements.ts";
import { domain } from "./use-core.ts";
import { useShopCore } from "./use-shop-core.ts";

const { core, database, shipUnnoticed, ship, drain, shipments, ...more } =
  useShopCore();
const { enqueued, deliver, time, shop } = more;

type GoOn = Parameters<typeof reconcileShop>[1]["goOn"];
const run = (goOn?: GoOn, signal = new AbortController().signal) =>
  reconcileShop(core.app, { shopId: core.shopId, goOn }, signal);
/** A page, as a process does that is told to stop. */
const runPage = (goOn?: GoOn) => run(goOn, AbortSignal.abort());
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const followed = async () =>
  (await shipments()).map(({ number, endReason }) =>
    endReason ? `${number}: ${endReason}` : number,
  );
const stored = () => database.db.shop.findUniqueOrThrow({ where: { domain } });

describe("what no webhook told of", () => {
  it("is found and registered, once, behind what is live", async () => {
    await ship({ number: "KNOWN" });
    shipUnnoticed({ number: "LOST1" });
    shipUnnoticed({ number: "LOST2" });
    await run();
    await run();
    expect(await followed()).toEqual(["KNOWN", "LOST1", "LOST2"]);
    const trackings = await database.db.tracking.findMany({
      orderBy: { number: "asc" },
    });
    expect(trackings.map(({ priority }) => priority)).toEqual([0, 1, 1]);
    await drain();
    expect(
      core.keydelivery.journal.accepted().map(({ count }) => count),
    ).toEqual([1, 1, 1]);
  });

  it("and comes by its webhook later changes nothing", async () => {
    const fulfillment = shipUnnoticed({ number: "LATE" });
    await run();
    expect(
      await deliver("fulfillments/create", fulfillmentPayload(fulfillment)),
    ).toMatchObject({ outcome: "unchanged" });
    expect(await followed()).toEqual(["LATE"]);
  });

  it("of a known fulfillment is caught up with", async () => {
    const fulfillment = await ship({ number: "TYPO" });
    core.shopify.updateTracking(fulfillment, {
      trackingNumbers: ["RIGHT"],
      quietly: true,
    });
    const cancelled = await ship({ number: "GONE" });
    core.shopify.cancel(cancelled, { quietly: true });
    await run();
    expect((await followed()).sort()).toEqual([
      "GONE: cancelled",
      "RIGHT",
      "TYPO: number_removed",
    ]);
  });

  it("of a change within the second of the last is caught up with, and a late webhook of before it is past", async () => {
    const fulfillment = await ship({ number: "FIRST" });
    const created = fulfillmentPayload(fulfillment);
    const triggeredAt = new Date(Date.now() - 1);
    core.shopify.updateTracking(fulfillment, {
      trackingNumbers: ["SECOND"],
      at: fulfillment.updatedAt,
      quietly: true,
    });
    await run();
    const caughtUp = ["FIRST: number_removed", "SECOND"];
    expect(await followed()).toEqual(caughtUp);
    expect(
      await deliver("fulfillments/create", created, domain, triggeredAt),
    ).toMatchObject({ outcome: "stale" });
    expect(await followed()).toEqual(caughtUp);
  });

  it("costs nothing where nothing differs, or the order's address alone", async () => {
    const { order } = await ship({ number: "SAME" });
    core.shopify.cancel(await ship({ number: "GONE" }), { quietly: true });
    await run();
    order.destination = null;
    const sent = await sentWhile(database.pool, () => run());
    expect(sent).not.toEqual([]);
    const recording = /INSERT INTO \S*fulfillment|FOR UPDATE/;
    expect(sent.filter(({ text }) => recording.test(text))).toEqual([]);
  });

  it("and was shipped before the installation is left to an import", async () => {
    await database.db.shop.updateMany({ data: { installedAt: new Date() } });
    const { order } = shipUnnoticed({
      number: "OLD",
      createdAt: new Date(Date.now() - 5 * 86_400_000),
    });
    core.shopify.touch(order.fulfillments[0]!, { quietly: true });
    await run();
    expect(await followed()).toEqual([]);
  });

  it("and was shipped as soon as the app was installed again is found", async () => {
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const left = { myshopify_domain: domain };
    await deliver("app/uninstalled", left, domain, at(3));
    const webhookOf = (createdAt: Date) =>
      deliver(
        "fulfillments/create",
        fulfillmentPayload(shipUnnoticed({ number: "SOON", createdAt })),
        domain,
        createdAt,
      );
    expect(await webhookOf(at(2))).toMatchObject({ outcome: "uninstalled" });
    await more.install();
    await core.app.shopify.install(domain, shop.simulated.scopes.join(","));
    await run();
    expect(await followed()).toEqual(["SOON"]);
  });

  it("has more fulfillments and numbers than a page shows, and all are found", async () => {
    const order = core.shopify.createOrder(shop.simulated);
    for (let part = 0; part < 7; part++)
      core.shopify.fulfill(order, {
        trackingCompany: "UPS",
        trackingNumbers: Array.from({ length: 6 }, (_, at) => `N${part}${at}`),
        quietly: true,
      });
    await run();
    expect(await followed()).toHaveLength(42);
  });
});

describe("the watermark", () => {
  it("moves to the time of the look, so that the next one reads only what changed since", async () => {
    const before = new Date();
    for (let count = 0; count < 60; count++)
      shipUnnoticed({ number: `W${count}` });
    await run();
    const { reconciledUntil } = await stored();
    expect(reconciledUntil!.getTime()).toBeGreaterThanOrEqual(before.getTime());
    time.offsetMs = 3_600_000;
    await database.db.shop.updateMany({
      data: { reconciledUntil: new Date(Date.now() + 20 * 60_000) },
    });
    core.shopify.journal.queries.length = 0;
    await run();
    expect(core.shopify.journal.queries).toHaveLength(1);
  });

  it("stays where it was when the shop cannot be asked", async () => {
    core.shopify.failAdmin(1, "error500");
    await expect(run()).rejects.toMatchObject({ retryable: true });
    expect((await stored()).reconciledUntil).toBeNull();
  });

  it("sends a shop on its turn once an hour", async () => {
    await database.db.shop.deleteMany({ where: { id: core.otherShopId } });
    await reconcile(core.app);
    await run();
    await reconcile(core.app);
    time.offsetMs = 61 * 60_000;
    await reconcile(core.app);
    const asked = enqueued.filter(({ job }) => job === "reconcile-shop");
    expect(asked).toHaveLength(2);
  });
});

describe("a look of several pages", () => {
  const shipMany = (count: number, createdAt: (at: number) => Date) => {
    for (let at = 0; at < count; at++)
      shipUnnoticed({ number: `L${at}`, createdAt: createdAt(at) });
  };
  const asked = () =>
    enqueued.flatMap(({ job, data }) =>
      job === "reconcile-shop" ? [data as { shopId: string; goOn: GoOn }] : [],
    );

  it("that begins anew goes on behind the pages that were read, and ends", async () => {
    shipMany(60, (at) => hoursAgo(100 - at));
    await runPage();
    await runPage();
    expect((await stored()).reconciledAt).toBeNull();
    await runPage();
    expect(await followed()).toHaveLength(60);
    expect((await stored()).reconciledAt).not.toBeNull();
  });

  it("that begins anew leaves none behind that changed in one second with the last of a page", async () => {
    const at = hoursAgo(5);
    shipMany(30, () => at);
    await runPage();
    expect(await followed()).toHaveLength(25);
    await run();
    expect(await followed()).toHaveLength(30);
  });

  it("takes a change of now for no place, and goes back for none of an earlier page", async () => {
    const pass = async (...changes: Date[]) => {
      const startedAt = new Date();
      await passPage(database.db, { shopId: core.shopId, startedAt, changes });
      return (await stored()).reconciledUntil;
    };
    expect(await pass(new Date())).toBeNull();
    const until = await pass(hoursAgo(3), hoursAgo(2), new Date());
    expect(until!.getTime()).toBeLessThan(hoursAgo(1.5).getTime());
    expect(await pass(hoursAgo(4))).toEqual(until);
  });

  it("that Shopify throttles goes on at its page, once the shop's bucket is full again", async () => {
    shipMany(30, (at) => hoursAgo(100 - at));
    await runPage();
    const limits = { maximumAvailable: 1, restoreRate: 1 };
    core.shopify.setThrottle(shop.simulated, limits);
    const enqueue = vi.spyOn(core.app.queue, "enqueue");
    await run(asked()[0]!.goOn);
    const { startAfter } = enqueue.mock.lastCall![2]!;
    expect(startAfter!.getTime()).toBeGreaterThan(Date.now() + 15_000);
    expect(asked()[1]).toEqual(asked()[0]);
    core.shopify.setThrottle(shop.simulated, {
      maximumAvailable: 2_000,
      restoreRate: 100,
    });
    await run(asked()[1]!.goOn);
    expect(await followed()).toHaveLength(30);
  });

  it("rests between them while the shop's bucket is low", async () => {
    for (let count = 0; count < 60; count++)
      core.shopify.createOrder(shop.simulated);
    const limits = { maximumAvailable: 100, restoreRate: 1_000 };
    core.shopify.setThrottle(shop.simulated, limits);
    const began = performance.now();
    await run();
    expect(performance.now() - began).toBeGreaterThan(790);
  });
});

it("a shop whose tokens are gone is left alone until it is opened", async () => {
  shop.simulated.isInstalled = false;
  await run();
  expect(await stored()).toMatchObject({
    state: "needs_reopen",
    reconciledAt: null,
  });
  core.shopify.journal.queries.length = 0;
  await run();
  expect(core.shopify.journal.queries).toEqual([]);
});
