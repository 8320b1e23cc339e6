import { beforeEach, describe, expect, it } from "vitest";
import { fulfillment, useCore } from "./use-core.ts";

const { database, core, deliver, drain, push, tracking, shipments } = useCore();
const item = (
  time: string,
  code: string | number | null,
  context = `scan at ${time}`,
) => ({
  time,
  context,
  order_status_code: code,
  area_name: "null",
  location: null,
});
const picked = item("2026-11-20 18:02:11", "1");
const out = item("2026-11-22 08:47:02", 5);
const delivered = item("2026-11-22 15:00:00", "3");
const body = (changes: Record<string, unknown>) => ({
  event: "tracking update",
  message: "",
  carrier_id: "ups",
  tracking_number: "P1",
  signer: 0,
  ...changes,
});
let ref: string;

beforeEach(async () => {
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: ["P1"] }),
  );
  await drain();
  ({ ref } = await tracking("P1"));
});

const events = () =>
  database.db.trackingEvent.findMany({
    where: { kind: "item" },
    orderBy: { sortTime: "asc" },
  });
const fulfillmentStatus = () =>
  database.db.fulfillment.findFirstOrThrow({
    select: { status: true, statusVersion: true },
  });

describe("a push", () => {
  it("moves the parcel and its fulfillment, and raises the version once for each change", async () => {
    await push(ref, body({ order_status_code: 5, items: [out, picked] }));
    await push(ref, body({ order_status_code: 5, items: [out, picked] }));
    expect(await tracking("P1")).toMatchObject({
      status: "out_for_delivery",
      lastEventTime: out.time,
    });
    expect(await fulfillmentStatus()).toEqual({
      status: "out_for_delivery",
      statusVersion: 1,
    });
    await push(
      ref,
      body({ order_status_code: 3, items: [delivered, out, picked] }),
    );
    expect(await fulfillmentStatus()).toEqual({
      status: "delivered",
      statusVersion: 2,
    });
    expect(await events()).toHaveLength(3);
  });

  it("that comes late does not move a delivered parcel back", async () => {
    await push(ref, body({ order_status_code: 3, items: [delivered, out] }));
    await push(ref, body({ order_status_code: 5, items: [out, picked] }));
    expect(await tracking("P1")).toMatchObject({ status: "delivered" });
  });

  it("with 'null' strings stores nothing for them", async () => {
    await push(ref, body({ items: [picked] }));
    expect(await events()).toMatchObject([{ area: null, location: null }]);
  });

  it("without items takes the code of the whole", async () => {
    await push(ref, body({ order_status_code: "1" }));
    expect(await tracking("P1")).toMatchObject({ status: "accepted" });
  });

  it("with an unknown code is shown as unknown", async () => {
    await push(
      ref,
      body({
        order_status_code: 977,
        items: [item("2026-11-21 10:00:00", null)],
      }),
    );
    expect(await tracking("P1")).toMatchObject({
      status: "unknown",
      statusCode: "977",
    });
  });

  it("keeps HTML as the text it is", async () => {
    const context = '<img src=x onerror="alert(1)">';
    await push(
      ref,
      body({ items: [item("2026-11-21 10:00:00", "0", context)] }),
    );
    expect(await events()).toMatchObject([{ context }]);
  });

  it("of 5,000 items is applied whole", async () => {
    const items = Array.from({ length: 5_000 }, (_, index) =>
      item("2026-11-21 10:00:00", "0", `scan ${index} ${"x".repeat(300)}`),
    );
    expect(await push(ref, body({ items }))).toMatchObject({
      outcome: "applied",
    });
    expect(await events()).toHaveLength(5_000);
  });

  it("about another number is kept, flagged, and not applied", async () => {
    expect(
      await push(ref, body({ tracking_number: "OTHER", order_status_code: 3 })),
    ).toMatchObject({ outcome: "number_mismatch" });
    expect(await tracking("P1")).toMatchObject({ status: "pending" });
  });

  it("with another carrier alone is applied and flagged", async () => {
    expect(
      await push(ref, body({ carrier_id: "fedex", order_status_code: 5 })),
    ).toMatchObject({ outcome: "applied_other_carrier" });
    expect(await tracking("P1")).toMatchObject({ status: "out_for_delivery" });
  });

  it("for a tracking that is gone keeps none of its text", async () => {
    const stored = await push("A".repeat(22), body({ items: [delivered] }));
    expect(stored.outcome).toBe("unknown_ref");
    expect(Buffer.from(stored.body).toString()).toBe("{}");
  });

  it("that is no push is kept as unreadable", async () => {
    expect(await push(ref, ["not", "an", "object"])).toMatchObject({
      outcome: "unreadable",
    });
  });

  it("expires a parcel, and a later scan brings it back", async () => {
    await push(
      ref,
      body({ message: "No status update for 60 days", items: [picked] }),
    );
    expect(await tracking("P1")).toMatchObject({ status: "expired" });
    await push(ref, body({ items: [out, picked] }));
    expect(await tracking("P1")).toMatchObject({ status: "out_for_delivery" });
  });

  it("assures pushes where none were", async () => {
    await database.db.tracking.updateMany({
      data: { pushAssured: false, nextCheckAt: new Date() },
    });
    await push(ref, body({ items: [picked] }));
    const { pushAssured, nextCheckAt } = await tracking("P1");
    expect(pushAssured).toBe(true);
    // Asked for only when it is silent for days.
    expect(nextCheckAt!.getTime() - Date.now()).toBeGreaterThan(80 * 3_600_000);
  });

  it("of one of several parcels leaves the fulfillment at the least advanced", async () => {
    await deliver(
      "fulfillments/create",
      fulfillment({ tracking_numbers: ["P2", "P3"] }),
    );
    await drain();
    const second = await tracking("P2");
    await push(
      second.ref,
      body({ tracking_number: "P2", order_status_code: 3, items: [delivered] }),
    );
    const rows = await shipments();
    const both = rows.find(({ number }) => number === "P2");
    const of = () =>
      database.db.fulfillment.findUniqueOrThrow({
        where: { id: both!.fulfillmentId },
      });
    expect(await of()).toMatchObject({ status: "pending" });
    const third = await tracking("P3");
    await push(
      third.ref,
      body({
        tracking_number: "P3",
        order_status_code: 2,
        items: [item("2026-11-22 16:00:00", "2")],
      }),
    );
    expect(await of()).toMatchObject({ status: "exception", statusVersion: 1 });
  });
});

it("reaches both trackings when two shops connected the same key", async () => {
  const first = await tracking("P1");
  const { id } = await database.db.keyDeliveryAccount.create({
    data: { shopId: core.otherShopId, apiKeyHint: "", fingerprint: "same" },
  });
  await database.db.tracking.create({
    data: { ...first, id: undefined, accountId: id },
  });
  await push(ref, body({ order_status_code: 5, items: [out] }));
  expect(
    await database.db.tracking.count({ where: { status: "out_for_delivery" } }),
  ).toBe(2);
});
