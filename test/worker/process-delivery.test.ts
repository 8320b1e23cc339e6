import { describe, expect, it } from "vitest";
import { retryShipment } from "#app/use-cases/shipment-actions.server.ts";
import {
  domain,
  fulfillment,
  later,
  otherDomain,
  useCore,
} from "./use-core.ts";

const { database, enqueued, core, deliver, shipments } = useCore();
const create = "fulfillments/create";
const update = "fulfillments/update";
const actor = "staff:1";

describe("a shipped order", () => {
  it("becomes a parcel that waits, and wakes its account", async () => {
    const delivery = await deliver(
      create,
      fulfillment({ tracking_numbers: [" 1z 999 "] }),
    );
    expect(delivery).toMatchObject({ outcome: "recorded" });
    expect(await shipments()).toMatchObject([
      {
        number: "1Z999",
        numberRaw: "1z 999",
        carrierId: "ups",
        carrierSource: "builtin",
        hold: "none",
        destinationCity: "Toronto",
        tracking: {
          registration: "waiting",
          carrierId: "ups",
          number: "1Z999",
        },
      },
    ]);
    expect(enqueued.map(({ job }) => job)).toEqual(["drain-account"]);
  });

  it("is recorded once when it comes again", async () => {
    const body = fulfillment();
    await deliver(create, body);
    const again = await deliver(create, body);
    expect(again).toMatchObject({ outcome: "unchanged" });
    expect(await shipments()).toHaveLength(1);
  });

  it("has a parcel for each of fifty numbers", async () => {
    const numbers = Array.from({ length: 50 }, (_, index) => `N${index}`);
    await deliver(create, fulfillment({ tracking_numbers: numbers }));
    expect(await shipments()).toHaveLength(50);
  });

  it("shares a tracking with another order, and another shop, of the same number", async () => {
    await deliver(create, fulfillment({ tracking_numbers: ["SAME"] }));
    await deliver(create, fulfillment({ tracking_numbers: ["SAME"] }));
    await deliver(
      create,
      fulfillment({ tracking_numbers: ["SAME"] }),
      otherDomain,
    );
    expect(await shipments()).toHaveLength(3);
    expect(await database.db.tracking.count()).toBe(1);
  });

  it("is visible without a number, and the first number takes that row over", async () => {
    const body = fulfillment({ tracking_numbers: [], tracking_company: null });
    await deliver(create, body);
    const [before] = await shipments();
    expect(before).toMatchObject({ hold: "no_number", number: "" });
    await deliver(
      update,
      later(body, { tracking_numbers: ["LATE1"], tracking_company: "UPS" }),
    );
    expect(await shipments()).toMatchObject([
      { id: before?.id, number: "LATE1", hold: "none" },
    ]);
  });

  it("asks detection when nobody knows the company", async () => {
    await deliver(create, fulfillment({ tracking_company: "My cousin's van" }));
    const [shipment] = await shipments();
    expect(shipment).toMatchObject({ hold: "detecting", tracking: null });
    expect(enqueued).toEqual([
      { job: "detect-carrier", data: { shipmentId: shipment?.id } },
    ]);
  });

  it("is left out, and visible, while automatic registration is off", async () => {
    await database.db.shop.updateMany({
      data: { automaticRegistration: false },
    });
    await deliver(create, fulfillment());
    const [shipment] = await shipments();
    expect(shipment).toMatchObject({
      hold: "ignored",
      holdReason: "automatic_registration_off",
    });
    await retryShipment(core.app, {
      shopId: core.shopId,
      shipmentId: shipment!.id,
      actor,
    });
    expect(await shipments()).toMatchObject([
      { hold: "none", tracking: { registration: "waiting" } },
    ]);
  });
});

describe("an update", () => {
  it("changes nothing when it is older than what is known", async () => {
    const body = fulfillment();
    await deliver(create, later(body, { tracking_numbers: ["NEW"] }, 5));
    expect(await deliver(update, body)).toMatchObject({ outcome: "stale" });
    expect(await shipments()).toMatchObject([{ number: "NEW" }]);
  });

  it("stays, when what was told before it within the same second comes after it", async () => {
    const [first, second, third] = [1, 2, 3].map((ms) => new Date(ms));
    const body = fulfillment({ tracking_numbers: [] });
    const numbered = { ...body, tracking_numbers: ["NUMBER"] };
    expect(await deliver(update, numbered, domain, second)).toMatchObject({
      outcome: "recorded",
    });
    expect(await deliver(create, body, domain, first)).toMatchObject({
      outcome: "stale",
    });
    expect(await shipments()).toMatchObject([
      { number: "NUMBER", endedAt: null },
    ]);
    await deliver(
      update,
      { ...body, tracking_numbers: ["NEXT"] },
      domain,
      third,
    );
    expect((await shipments()).at(-1)).toMatchObject({
      number: "NEXT",
      endedAt: null,
    });
  });

  it("of a later second counts, whenever it was told", async () => {
    const body = fulfillment();
    await deliver(create, body, domain, new Date(2));
    const next = later(body, { tracking_numbers: ["NEXT"] });
    expect(await deliver(update, next, domain, new Date(1))).toMatchObject({
      outcome: "recorded",
    });
  });

  it("that changes no tracking writes its time and nothing else", async () => {
    const body = fulfillment();
    await deliver(create, body);
    const before = await shipments();
    enqueued.length = 0;
    expect(await deliver(update, later(body, {}))).toMatchObject({
      outcome: "unchanged",
    });
    expect(await shipments()).toEqual(before);
    expect(enqueued).toEqual([]);
  });

  it("with another number ends the first, whose tracking sleeps unsent, and a return wakes it", async () => {
    const body = fulfillment({ tracking_numbers: ["A1"] });
    await deliver(create, body);
    await deliver(update, later(body, { tracking_numbers: ["B2"] }));
    expect(await shipments()).toMatchObject([
      {
        number: "A1",
        endReason: "number_removed",
        tracking: { registration: "dormant" },
      },
      { number: "B2", endedAt: null },
    ]);
    await deliver(update, later(body, { tracking_numbers: ["A1"] }, 2));
    expect(await shipments()).toMatchObject([
      { number: "A1", endedAt: null, tracking: { registration: "waiting" } },
      { number: "B2", endReason: "number_removed" },
    ]);
  });

  it("with another company links the parcel to another tracking", async () => {
    const body = fulfillment({ tracking_numbers: ["C3"] });
    await deliver(create, body);
    await deliver(update, later(body, { tracking_company: "FedEx" }));
    expect(await shipments()).toMatchObject([
      {
        carrierId: "fedex",
        tracking: { carrierId: "fedex", registration: "waiting" },
      },
    ]);
    expect(
      await database.db.tracking.findFirst({ where: { carrierId: "ups" } }),
    ).toMatchObject({ registration: "dormant" });
  });

  it("that cancels ends the parcels, one that reopens brings them back", async () => {
    const body = fulfillment();
    await deliver(create, body);
    await deliver(update, later(body, { status: "cancelled" }));
    expect(await shipments()).toMatchObject([{ endReason: "cancelled" }]);
    await deliver(update, later(body, {}, 2));
    expect(await shipments()).toMatchObject([
      { endedAt: null, endReason: null },
    ]);
  });
});

describe("a deleted order", () => {
  it("ends its parcels for good", async () => {
    const body = fulfillment();
    await deliver(create, body);
    await deliver("orders/delete", { id: body.order_id });
    expect(await shipments()).toMatchObject([{ endReason: "order_deleted" }]);
    expect(await deliver(update, later(body, {}))).toMatchObject({
      outcome: "stale",
    });
    expect(await shipments()).toMatchObject([{ endReason: "order_deleted" }]);
  });
});

describe("a delivery that cannot be carried out", () => {
  it.each([
    ["not JSON", "{"],
    ["no fulfillment", { hello: "world" }],
  ])("is kept as unreadable: %s", async (_what, body) => {
    expect(await deliver(create, body)).toMatchObject({
      outcome: "unreadable",
    });
  });

  it("is refused when its body names another shop than its header", async () => {
    expect(
      await deliver("app/uninstalled", { myshopify_domain: otherDomain }),
    ).toMatchObject({ outcome: "shop_mismatch" });
    expect(await database.db.shop.count({ where: { state: "active" } })).toBe(
      2,
    );
  });
});
