import { describe, expect, it } from "vitest";
import type { Automation } from "#app/domain/automation.ts";
import { listBackfills } from "#app/features/backfill/list-backfills.server.ts";
import { countBackfill } from "#app/use-cases/backfill-actions.server.ts";
import { retryShipment } from "#app/use-cases/shipment-actions.server.ts";
import { checkOrderTags } from "#app/worker/check-order-tags.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { runBackfill } from "#app/worker/run-backfill.ts";
import { sweep } from "#app/worker/sweep.ts";
import { fulfillmentPayload } from "#test/sandbox/shopify/payloads.ts";
import { useShopCore } from "./use-shop-core.ts";

const { core, database, ship, shipUnnoticed, drain, shipments, ...more } =
  useShopCore();
const { enqueued, time, shop, install, deliver } = more;

const noWholesale = {
  tags: { mode: "except", values: ["Wholesale"] },
} satisfies Partial<Automation>;
const setRules = (automation: Partial<Automation>) =>
  database.db.shop.update({
    where: { id: core.shopId },
    data: { automation },
  });
const jobs = () => enqueued.filter(({ job }) => job === "check-order-tags");
const check = async () => {
  for (const { data } of jobs())
    await checkOrderTags(core.app, data as { fulfillmentId: string });
};
const shipmentOf = async (number: string) =>
  (await shipments()).find((one) => one.number === number)!;
const accepted = () =>
  core.keydelivery.journal.accepted().map(({ number }) => number);
const asked = () =>
  core.shopify.journal.queries.filter(
    ({ operation }) => operation === "OrderTags",
  );

describe("a rule for order tags", () => {
  it("has the tags read from Shopify, decides by them, and keeps none of them", async () => {
    await setRules(noWholesale);
    await ship({ number: "RETAIL", tags: ["retail-4711"] });
    await ship({ number: "BULK", tags: ["retail-4711", "wholesale"] });
    await drain();
    expect(accepted()).toEqual([]);
    expect(await shipmentOf("RETAIL")).toMatchObject({
      state: "checking_rules",
      attention: null,
    });
    await check();
    await drain();
    expect(accepted()).toEqual(["RETAIL"]);
    expect(await shipmentOf("BULK")).toMatchObject({
      hold: "ignored",
      holdReason: "rule_tags",
    });
    const [rows] = await database.db.$queryRaw<{ dump: string }[]>`
      SELECT database_to_xml(true, false, '')::text AS dump`;
    expect(rows!.dump).not.toContain("retail-4711");
    expect(JSON.stringify(enqueued)).not.toContain("retail");
  });

  it("is not needed: nothing is asked, no parcel waits", async () => {
    await setRules({ companies: { mode: "only", values: ["UPS"] } });
    await ship({ number: "RETAIL", tags: ["retail"] });
    await setRules({
      ...noWholesale,
      companies: { mode: "only", values: ["DHL"] },
    });
    await ship({ number: "OTHER", tags: ["retail"] });
    expect(jobs()).toEqual([]);
    expect(await shipmentOf("OTHER")).toMatchObject({
      holdReason: "rule_companies",
    });
  });

  it("asks once for all parcels of a fulfillment", async () => {
    await setRules(noWholesale);
    const order = core.shopify.createOrder(shop.simulated, { tags: ["a"] });
    const fulfillment = core.shopify.fulfill(order, {
      trackingCompany: "UPS",
      trackingNumbers: ["P1", "P2", "P3"],
      quietly: true,
    });
    await deliver("fulfillments/create", fulfillmentPayload(fulfillment));
    await check();
    await drain();
    expect(accepted().sort()).toEqual(["P1", "P2", "P3"]);
    expect(asked()).toHaveLength(1);
  });

  it("leaves a parcel out whose order Shopify does not show, and a person can track it", async () => {
    await setRules(noWholesale);
    const fulfillment = await ship({ number: "GONE" });
    shop.simulated.orders = shop.simulated.orders.filter(
      (order) => order !== fulfillment.order,
    );
    await check();
    const parcel = await shipmentOf("GONE");
    expect(parcel).toMatchObject({
      hold: "ignored",
      holdReason: "tags_unreadable",
    });
    await retryShipment(core.app, {
      shopId: core.shopId,
      shipmentId: parcel.id,
      actor: "merchant",
    });
    await drain();
    expect(accepted()).toEqual(["GONE"]);
  });

  it("does not hold up a person", async () => {
    await setRules(noWholesale);
    await ship({ number: "MINE", tags: ["wholesale"] });
    await retryShipment(core.app, {
      shopId: core.shopId,
      shipmentId: (await shipmentOf("MINE")).id,
      actor: "merchant",
    });
    await check();
    await drain();
    expect(accepted()).toEqual(["MINE"]);
    expect(asked()).toEqual([]);
  });
});

describe("while the tags cannot be read", () => {
  it("the parcel waits in sight, and the sweep finds it when its job was lost", async () => {
    await setRules(noWholesale);
    await ship({ number: "LATER", tags: [] });
    core.shopify.failAdmin(1, "error500");
    await expect(check()).rejects.toMatchObject({ retryable: true });
    expect(await shipmentOf("LATER")).toMatchObject({
      state: "checking_rules",
    });
    enqueued.length = 0;
    await sweep(core.app);
    expect(jobs()).toEqual([]);
    time.offsetMs = 7 * 60_000;
    await sweep(core.app);
    await check();
    await drain();
    expect(accepted()).toEqual(["LATER"]);
  });

  it("because Shopify asks for fewer calls, the job comes back when it may", async () => {
    await setRules(noWholesale);
    await ship({ number: "CALM", tags: [] });
    const [first] = jobs();
    enqueued.length = 0;
    core.shopify.setThrottle(shop.simulated, {
      maximumAvailable: 0,
      restoreRate: 1,
    });
    await checkOrderTags(core.app, first!.data as { fulfillmentId: string });
    expect(jobs()).toEqual([first]);
    expect(await shipmentOf("CALM")).toMatchObject({ state: "checking_rules" });
  });

  it("because the app must be opened again, it waits until it was", async () => {
    await setRules(noWholesale);
    await ship({ number: "CLOSED", tags: [] });
    shop.simulated.isInstalled = false;
    await check();
    time.offsetMs = 7 * 60_000;
    enqueued.length = 0;
    await sweep(core.app);
    expect(jobs()).toEqual([]);
    shop.simulated.isInstalled = true;
    await install();
    await database.db.shop.update({
      where: { id: core.shopId },
      data: { state: "active" },
    });
    await sweep(core.app);
    await check();
    await drain();
    expect(accepted()).toEqual(["CLOSED"]);
  });
});

describe("what no webhook told of", () => {
  const reconcile = () =>
    reconcileShop(
      core.app,
      { shopId: core.shopId },
      new AbortController().signal,
    );

  it("is judged by the tags that come with its order", async () => {
    await setRules(noWholesale);
    shipUnnoticed({ number: "RETAIL", tags: ["b2c"] });
    shipUnnoticed({ number: "BULK", tags: ["wholesale"] });
    await reconcile();
    await drain();
    expect(accepted()).toEqual(["RETAIL"]);
    expect(await shipmentOf("BULK")).toMatchObject({ holdReason: "rule_tags" });
    expect(asked()).toEqual([]);
  });

  it("and is history is not counted for an import where a rule leaves it out", async () => {
    await setRules(noWholesale);
    const createdAt = new Date(Date.now() - 3 * 86_400_000);
    shipUnnoticed({ number: "RETAIL", tags: ["b2c"], createdAt });
    shipUnnoticed({ number: "BULK", tags: ["wholesale"], createdAt });
    await countBackfill(core.app, {
      shopId: core.shopId,
      actor: "merchant",
      days: 30,
    });
    const { id: backfillId } = await database.db.backfill.findFirstOrThrow();
    await runBackfill(core.app, { backfillId }, new AbortController().signal);
    expect((await listBackfills(database.db, core.shopId))[0]).toMatchObject({
      state: "ready",
      parcels: 1,
      leftOut: 1,
    });
  });
});
