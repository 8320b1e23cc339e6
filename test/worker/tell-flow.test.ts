import { describe, expect, it } from "vitest";
import { sweep } from "#app/worker/sweep.ts";
import { tellFlow } from "#app/worker/tell-flow.ts";
import { domain } from "./use-core.ts";
import { useShopCore } from "./use-shop-core.ts";

const { core, database, ship, drain, push, tracking, ...more } = useShopCore();
const { enqueued, time, install } = more;

const telling = () =>
  tellFlow(core.app, { shopId: core.shopId }, new AbortController().signal);
const told = () =>
  core.shopify.journal.flowTriggers.map(
    ({ handle, payload }): Record<string, unknown> => ({ handle, ...payload }),
  );
const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000)
    .toISOString()
    .slice(0, 19)
    .replace("T", " ");
/** KeyDelivery tells a new status of a parcel. */
async function tell(number: string, code: number, minutes: number) {
  const { ref, carrierId } = await tracking(number);
  await push(ref, {
    carrier_id: carrierId,
    tracking_number: number,
    order_status_code: code,
    items: [{ time: minutesAgo(minutes), context: `scan ${code}` }],
  });
}

describe("Shopify Flow", () => {
  it("is told each change of a parcel's status, with the one before", async () => {
    const { order } = await ship({ number: "F1" });
    await drain();
    await tell("F1", 0, 20);
    await tell("F1", 0, 19);
    await tell("F1", 3, 10);
    await telling();
    await telling();
    expect(told()).toMatchObject([
      {
        handle: "shipment-status-changed",
        order_id: Number(order.id),
        "Tracking number": "F1",
        Carrier: "UPS",
        "Old status": "pending",
        "New status": "in_transit",
      },
      { "Old status": "in_transit", "New status": "delivered" },
    ]);
    expect(await database.db.flowEvent.count()).toBe(0);
  });

  it("is told when somebody should look at a parcel, and why", async () => {
    await ship({ number: "F2" });
    await drain();
    await tell("F2", 2, 5);
    await telling();
    expect(told()).toMatchObject([
      { handle: "shipment-status-changed", "New status": "exception" },
      {
        handle: "shipment-needs-attention",
        Reason: "exception",
        Status: "pending",
      },
    ]);
  });

  it("is told again with the same transition id when the answer was lost", async () => {
    await ship({ number: "F3" });
    await drain();
    await tell("F3", 0, 5);
    const { id } = await database.db.flowEvent.findFirstOrThrow();
    const row = await database.db.flowEvent.findFirstOrThrow();
    await telling();
    // The process died between the answer and the row.
    await database.db.flowEvent.create({ data: row });
    await telling();
    expect(told().map((one) => one["Transition ID"])).toEqual([id, id]);
  });

  it("hears nothing of what an import brings, and all that comes after", async () => {
    await ship({ number: "F4" });
    await database.db.fulfillment.updateMany({ data: { origin: "backfill" } });
    await drain();
    await tell("F4", 0, 20);
    await tell("F4", 5, 10);
    await telling();
    expect(told()).toMatchObject([
      { "Old status": "in_transit", "New status": "out_for_delivery" },
    ]);
  });

  it("waits for a shop that must open the app again, and is told then", async () => {
    await ship({ number: "F5" });
    await drain();
    await tell("F5", 0, 5);
    await database.db.session.deleteMany();
    await telling();
    expect(told()).toEqual([]);
    expect(await database.db.flowEvent.findFirst()).toMatchObject({
      attempts: 1,
    });
    await install();
    await database.db.shop.update({
      where: { domain },
      data: { state: "active" },
    });
    time.offsetMs = 61_000;
    await sweep(core.app);
    expect(enqueued).toContainEqual({
      job: "tell-flow",
      data: { shopId: core.shopId },
    });
    await telling();
    expect(told()).toHaveLength(1);
  });

  it("is not asked again for a trigger that it refuses", async () => {
    await ship({ number: "F6" });
    await drain();
    await tell("F6", 0, 5);
    await database.db.flowEvent.updateMany({ data: { trigger: "unheard_of" } });
    await telling();
    expect(told()).toEqual([]);
    expect(await database.db.flowEvent.count()).toBe(0);
  });
});
