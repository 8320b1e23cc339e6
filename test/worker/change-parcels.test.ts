import { describe, expect, it } from "vitest";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { fulfillment, later, otherDomain, useCore } from "./use-core.ts";

const { sent, core, deliver, drain, ...more } = useCore();
const { check, database, detect, shipments, tracking } = more;
const create = "fulfillments/create";
const update = "fulfillments/update";
const numbersSent = () => sent.map(({ fields }) => fields.tracking_number);
const live = async () =>
  (await shipments())
    .filter(({ endedAt }) => !endedAt)
    .map((one) => one.number);

describe("a changed number", () => {
  it("is registered, the one it replaces never was", async () => {
    const body = fulfillment({ tracking_numbers: ["TYPO"] });
    await deliver(create, body);
    await deliver(update, later(body, { tracking_numbers: ["RIGHT"] }));
    await drain();
    expect(numbersSent()).toEqual(["RIGHT"]);
    expect(await shipments()).toMatchObject([
      { number: "TYPO", endReason: "number_removed" },
      { number: "RIGHT", endedAt: null },
    ]);
  });

  it("that returns after it was registered is not registered again", async () => {
    const body = fulfillment({ tracking_numbers: ["BACK"] });
    await deliver(create, body);
    await drain();
    await deliver(update, later(body, { tracking_numbers: [] }));
    expect(await tracking("BACK")).toMatchObject({
      registration: "registered",
    });
    expect(await live()).toEqual([""]);
    await deliver(update, later(body, {}, 2));
    await drain();
    expect(await live()).toEqual(["BACK"]);
    expect(await shipments()).toMatchObject([
      {
        number: "BACK",
        hold: "none",
        trackingId: expect.any(String) as string,
      },
      { number: "", endReason: "number_added" },
    ]);
    expect(numbersSent()).toEqual(["BACK"]);
  });

  it("leaves those beside it alone", async () => {
    const body = fulfillment({ tracking_numbers: ["ONE", "TWO"] });
    await deliver(create, body);
    const [one] = await shipments();
    await deliver(update, later(body, { tracking_numbers: ["ONE", "THREE"] }));
    expect(await live()).toEqual(["ONE", "THREE"]);
    expect((await shipments())[0]).toMatchObject({
      id: one?.id,
      trackingId: one?.trackingId,
    });
  });

  it("of one order leaves the tracking to the order that shares it", async () => {
    const mine = fulfillment({ tracking_numbers: ["SHARED"] });
    const theirs = fulfillment({ tracking_numbers: ["SHARED"] });
    await deliver(create, mine);
    await deliver(create, theirs, otherDomain);
    await deliver(update, later(mine, { status: "cancelled" }));
    expect(await tracking("SHARED")).toMatchObject({ registration: "waiting" });
    await deliver("orders/delete", { id: theirs.order_id }, otherDomain);
    expect(await tracking("SHARED")).toMatchObject({ registration: "dormant" });
    await drain();
    expect(sent).toEqual([]);
  });
});

describe("a deleted order", () => {
  it("stays deleted when its fulfillment had been cancelled before", async () => {
    const body = fulfillment();
    await deliver(create, body);
    await deliver(update, later(body, { status: "cancelled" }));
    await deliver("orders/delete", { id: body.order_id });
    expect(await deliver(update, later(body, {}, 2))).toMatchObject({
      outcome: "stale",
    });
    expect(await live()).toEqual([]);
    await drain();
    expect(sent).toEqual([]);
  });

  it("is remembered for a fulfillment that is told of only afterwards", async () => {
    const body = fulfillment();
    await deliver("orders/delete", { id: body.order_id });
    expect(await deliver(create, body)).toMatchObject({ outcome: "stale" });
    await deliver(create, { ...fulfillment(), order_id: body.order_id });
    expect(await live()).toEqual([]);
    expect(
      await database.db.fulfillment.findMany({ select: { endReason: true } }),
    ).toEqual([{ endReason: "order_deleted" }, { endReason: "order_deleted" }]);
    await deliver(create, body, otherDomain);
    expect(await live()).toHaveLength(1);
  });

  it("of another shop with the same id ends nothing of ours", async () => {
    const body = fulfillment();
    await deliver(create, body);
    expect(
      await deliver("orders/delete", { id: body.order_id }, otherDomain),
    ).toMatchObject({ outcome: "unchanged" });
    expect(await live()).toHaveLength(1);
  });
});

describe("a parcel that is asked for, since others registered it", () => {
  it("is asked for again when it comes back after it was cancelled", async () => {
    core.keydelivery.seedElsewhere({ carrierId: "ups", number: "POLLED" });
    const body = fulfillment({ tracking_numbers: ["POLLED"] });
    await deliver(create, body);
    await drain();
    await check((await tracking("POLLED")).id);
    const { nextCheckAt } = await tracking("POLLED");
    expect(nextCheckAt?.getTime()).toBeGreaterThan(Date.now());
    await deliver(update, later(body, { status: "cancelled" }));
    expect(await tracking("POLLED")).toMatchObject({ nextCheckAt: null });
    await deliver(update, later(body, {}, 2));
    expect(await tracking("POLLED")).toMatchObject({
      pushAssured: false,
      nextCheckAt: expect.any(Date) as Date,
    });
  });

  it("is asked for again when another order brings its number", async () => {
    core.keydelivery.seedElsewhere({ carrierId: "ups", number: "POLLED" });
    const body = fulfillment({ tracking_numbers: ["POLLED"] });
    await deliver(create, body);
    await drain();
    await deliver(update, later(body, { status: "cancelled" }));
    await deliver(create, fulfillment({ tracking_numbers: ["POLLED"] }));
    expect(await tracking("POLLED")).toMatchObject({
      nextCheckAt: expect.any(Date) as Date,
    });
  });
});

describe("a parcel whose carrier was refused", () => {
  it("still asks for another one after an update of its destination", async () => {
    core.keydelivery.failNext(faults.bodyCode(405));
    const body = fulfillment({ tracking_numbers: ["REFUSED"] });
    await deliver(create, body);
    await drain();
    await detect((await shipments())[0]!.id);
    await deliver(update, later(body, { destination: { city: "Ottawa" } }));
    expect(await shipments()).toMatchObject([
      {
        destinationCity: "Ottawa",
        hold: "needs_carrier",
        holdReason: "carrier_refused",
      },
    ]);
  });
});
