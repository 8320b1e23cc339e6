import { beforeEach, describe, expect, it } from "vitest";
import { sweep } from "#app/worker/sweep.ts";
import { domain } from "./use-core.ts";
import { useShopCore } from "./use-shop-core.ts";

const { core, database, shop, install, ship, drain, push, ...more } =
  useShopCore();
const { publish, tracking, deliver, time, enqueued } = more;

beforeEach(() =>
  database.db.shop.update({ where: { domain }, data: { writeBack: true } }),
);

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000)
    .toISOString()
    .slice(0, 19)
    .replace("T", " ");
/** KeyDelivery tells a new status of a parcel. */
async function tell(number: string, code: number, minutes = 5) {
  const { ref, carrierId } = await tracking(number);
  await push(ref, {
    carrier_id: carrierId,
    tracking_number: number,
    order_status_code: code,
    items: [{ time: minutesAgo(minutes), context: `scan ${code}` }],
  });
}
const told = () =>
  core.shopify.journal.events.map(({ fulfillment, status }) => [
    fulfillment.split("/").at(-1),
    status,
  ]);
const publications = () =>
  database.db.publication.findMany({ orderBy: { version: "asc" } });
const states = async () =>
  (await publications()).map(({ event, state, reason }) => [
    event,
    state,
    reason,
  ]);

describe("a status", () => {
  it("is told to Shopify once for each transition, however often scans say the same", async () => {
    const { id } = await ship({ number: "P1" });
    await drain();
    await tell("P1", 1, 30);
    await publish();
    await tell("P1", 0, 20);
    await publish();
    await tell("P1", 0, 19);
    await tell("P1", 8, 18);
    await publish();
    await tell("P1", 5, 10);
    await publish();
    await tell("P1", 3, 5);
    await publish();
    await publish();
    expect(told()).toEqual([
      [id, "CARRIER_PICKED_UP"],
      [id, "IN_TRANSIT"],
      [id, "OUT_FOR_DELIVERY"],
      [id, "DELIVERED"],
    ]);
  });

  it("that was overtaken while it waited is not told", async () => {
    const { id } = await ship({ number: "P2" });
    await drain();
    await tell("P2", 0, 20);
    await tell("P2", 5, 10);
    await publish();
    expect(told()).toEqual([[id, "OUT_FOR_DELIVERY"]]);
    expect(await states()).toEqual([
      ["IN_TRANSIT", "skipped", "superseded"],
      ["OUT_FOR_DELIVERY", "sent", null],
    ]);
  });

  it("that Shopify shows already is not told", async () => {
    const fulfillment = await ship({ number: "P3" });
    core.shopify.addEvent(fulfillment, "IN_TRANSIT", { quietly: true });
    await drain();
    await tell("P3", 0);
    await publish();
    expect(told()).toEqual([]);
    expect(await states()).toEqual([
      ["IN_TRANSIT", "skipped", "shown_already"],
    ]);
  });

  it("says when it happened: of receipt for a scan of today, of the scan for an old one", async () => {
    await ship({ number: "P4" });
    await drain();
    await tell("P4", 0, 3 * 24 * 60);
    await publish();
    await tell("P4", 3, 30);
    await publish();
    const [old, fresh] = core.shopify.journal.events.map(
      ({ happenedAt, message }) => ({
        ago: Date.now() - +new Date(happenedAt),
        message,
      }),
    );
    expect(old!.ago).toBeGreaterThan(71 * 3_600_000);
    expect(fresh!.ago).toBeLessThan(60_000);
    expect(fresh!.message).toMatch(
      /^Delivered \(P4\), \d{4}-\d\d-\d\d \d\d:\d\d local time$/,
    );
  });

  it("of several parcels is that of the least advanced", async () => {
    const order = core.shopify.createOrder(shop.simulated);
    const { id } = core.shopify.fulfill(order, {
      trackingCompany: "UPS",
      trackingNumbers: ["P5", "P6"],
      quietly: true,
    });
    const { fulfillmentPayload } =
      await import("#test/sandbox/shopify/payloads.ts");
    await deliver(
      "fulfillments/create",
      fulfillmentPayload(order.fulfillments[0]!),
    );
    await drain();
    await tell("P5", 3);
    await publish();
    expect(told()).toEqual([]);
    await tell("P6", 5);
    await publish();
    await tell("P6", 3);
    await publish();
    expect(told()).toEqual([
      [id, "OUT_FOR_DELIVERY"],
      [id, "DELIVERED"],
    ]);
  });

  it("is not told while writing back is off", async () => {
    await database.db.shop.updateMany({ data: { writeBack: false } });
    await ship({ number: "P7" });
    await drain();
    await tell("P7", 0);
    await publish();
    expect(await publications()).toEqual([]);
  });

  it("of a cancelled fulfillment is not told", async () => {
    const fulfillment = await ship({ number: "P8" });
    await drain();
    await tell("P8", 0);
    core.shopify.cancel(fulfillment, { quietly: true });
    await publish();
    expect(await states()).toEqual([["IN_TRANSIT", "skipped", "cancelled"]]);
  });
});

describe("trouble with Shopify", () => {
  const inTrouble = async (number: string) => {
    const { id } = await ship({ number });
    await drain();
    await tell(number, 0);
    return id;
  };

  it("that lost the answer is looked into, and the event not made twice", async () => {
    const id = await inTrouble("T1");
    core.shopify.failAdmin(1, "cut_after", "CreateFulfillmentEvent");
    await publish();
    expect(await states()).toEqual([["IN_TRANSIT", "sending", "unavailable"]]);
    time.offsetMs = 15_000;
    await publish();
    expect(told()).toEqual([[id, "IN_TRANSIT"]]);
    expect(await states()).toEqual([["IN_TRANSIT", "sent", null]]);
  });

  it("that lost the call is looked into, and the event made", async () => {
    const id = await inTrouble("T2");
    core.shopify.failAdmin(1, "cut", "CreateFulfillmentEvent");
    await publish();
    expect(told()).toEqual([]);
    time.offsetMs = 15_000;
    await publish();
    expect(told()).toEqual([[id, "IN_TRANSIT"]]);
  });

  it("while a worker was killed leaves the read-back to the next, ten seconds later", async () => {
    await inTrouble("T3");
    await database.db.publication.updateMany({
      data: { state: "sending", sendingAt: new Date() },
    });
    await publish();
    expect(told()).toEqual([]);
    time.offsetMs = 11_000;
    await publish();
    expect(told()).toHaveLength(1);
  });

  it("about a token is mended by a refresh", async () => {
    await inTrouble("T4");
    core.shopify.failAdmin(1, "unauthorized");
    await publish();
    expect(told()).toHaveLength(1);
    expect(core.shopify.journal.refreshes).toHaveLength(1);
  });

  it("about too many calls is waited for", async () => {
    await inTrouble("T5");
    core.shopify.setThrottle(shop.simulated, {
      maximumAvailable: 1,
      restoreRate: 1,
    });
    await publish();
    expect(told()).toEqual([]);
    core.shopify.setThrottle(shop.simulated, {
      maximumAvailable: 2_000,
      restoreRate: 100,
    });
    time.offsetMs = 60_000;
    await publish();
    expect(told()).toHaveLength(1);
  });
});

describe("without the scope", () => {
  beforeEach(async () => {
    shop.simulated.scopes = ["read_fulfillments", "read_orders"];
    await install();
    await database.db.shop.updateMany({
      data: { grantedScopes: "read_fulfillments,read_orders" },
    });
  });

  it("nothing is called; once it is granted the newest status is told, with a fresh token", async () => {
    const { id } = await ship({ number: "S1" });
    await drain();
    await tell("S1", 0, 20);
    await tell("S1", 5, 10);
    await publish();
    expect(core.shopify.journal.queries).toEqual([]);
    shop.simulated.scopes.push("write_fulfillments");
    await deliver("app/scopes_update", { current: shop.simulated.scopes });
    enqueued.length = 0;
    await sweep(core.app);
    expect(enqueued).toContainEqual({
      job: "publish-shop",
      data: { shopId: core.shopId },
    });
    await publish();
    expect(told()).toEqual([[id, "OUT_FOR_DELIVERY"]]);
  });
});
