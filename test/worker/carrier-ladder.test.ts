import { describe, expect, it } from "vitest";
import {
  chooseShipmentCarrier,
  retryShipment,
} from "#app/use-cases/shipment-actions.server.ts";
import { takeSlots } from "#app/features/accounts/take-slot.server.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { fulfillment, later, useCore } from "./use-core.ts";

const { database, core, sent, time, deliver, drain, detect, ...more } =
  useCore();
const { retrack, shipments, tracking, enqueued, account } = more;
const create = "fulfillments/create";
const actor = "merchant";

const ship = async (tracking_company: string | null, number: string) => {
  const body = fulfillment({ tracking_company, tracking_numbers: [number] });
  await deliver(create, body);
  return body;
};
const shipmentOf = async (number: string) =>
  (await shipments()).find((one) => one.number === number)!;
const detectOne = async (number: string) =>
  detect((await shipmentOf(number)).id);
const calls = (end: string) => sent.filter(({ path }) => path.endsWith(end));
const choose = async (number: string, carrierId: string, remember = false) =>
  chooseShipmentCarrier(core.app, {
    shopId: core.shopId,
    shipmentId: (await shipmentOf(number)).id,
    actor,
    carrierId,
    remember,
  });

describe("detection", () => {
  it("confirms a likely carrier", async () => {
    core.keydelivery.setDetection("DE", ["gls", "dhl_de"]);
    await ship("DHL", "DE1");
    await detectOne("DE1");
    expect(await shipmentOf("DE1")).toMatchObject({
      hold: "none",
      carrierId: "dhl_de",
      carrierSource: "builtin",
    });
    await drain();
    expect(core.keydelivery.journal.accepted()).toMatchObject([
      { carrierId: "dhl_de", number: "DE1" },
    ]);
  });

  it("names a carrier for an unknown company, marked as detected, and its candidates are kept", async () => {
    core.keydelivery.setDetection("X", ["gls", "new_van"]);
    await ship("My cousin's van", "X1");
    await detectOne("X1");
    expect(await shipmentOf("X1")).toMatchObject({
      hold: "none",
      carrierId: "gls",
      carrierSource: "detected",
      candidates: [{ carrierId: "gls" }, { carrierId: "new_van" }],
    });
    expect(await database.db.detectedCarrier.count()).toBe(2);
  });

  it("that knows nothing leaves it to a person", async () => {
    await ship("My cousin's van", "X2");
    await detectOne("X2");
    expect(await shipmentOf("X2")).toMatchObject({ hold: "needs_carrier" });
  });

  it("is not asked again by an update that changes neither company nor number", async () => {
    core.keydelivery.setDetection("X", ["gls"]);
    const body = await ship("My cousin's van", "X3");
    await detectOne("X3");
    await drain();
    enqueued.length = 0;
    await deliver(
      "fulfillments/update",
      later(body, { destination: { city: "Ottawa" } }),
    );
    expect(enqueued).toEqual([]);
    expect(await shipmentOf("X3")).toMatchObject({
      destinationCity: "Ottawa",
      tracking: { registration: "registered", carrierId: "gls" },
    });
  });

  it("that cannot be asked is tried again, and a likely carrier is assumed after two minutes", async () => {
    await ship("DHL", "DE2");
    await ship("My cousin's van", "X4");
    for (const number of ["DE2", "X4"]) {
      core.keydelivery.failNext(faults.serverError, { endpoint: "detect" });
      await expect(detectOne(number)).rejects.toMatchObject({
        remedy: "retry",
      });
    }
    time.offsetMs = 3 * 60_000;
    for (const number of ["DE2", "X4"]) {
      core.keydelivery.failNext(faults.serverError, { endpoint: "detect" });
      await detectOne(number).catch(() => undefined);
    }
    expect(await shipmentOf("DE2")).toMatchObject({
      hold: "none",
      carrierSource: "assumed",
    });
    expect(await shipmentOf("X4")).toMatchObject({ hold: "detecting" });
    await drain();
    time.offsetMs = 61 * 60_000;
    core.keydelivery.failNext(faults.serverError, { endpoint: "detect" });
    await detectOne("X4").catch(() => undefined);
    expect(await shipmentOf("X4")).toMatchObject({ hold: "needs_carrier" });
  });

  it("keeps no worker waiting for a slot that is not near, and comes back", async () => {
    core.keydelivery.setDetection("X", ["gls"]);
    await ship("My cousin's van", "X9");
    const { id: shipmentId } = await shipmentOf("X9");
    const { id: accountId } = await account();
    core.app.env.keydeliveryRate = 5;
    await takeSlots(database.db, { accountId, rate: 5, count: 50 });
    enqueued.length = 0;
    const since = Date.now();
    await detect(shipmentId);
    expect(Date.now() - since).toBeLessThan(3_000);
    expect(calls("detect")).toEqual([]);
    expect(enqueued.at(-1)).toMatchObject({ job: "detect-carrier" });
    await database.pool.query("UPDATE rate_slot SET next_at = now()");
    await detect(shipmentId);
    expect(await shipmentOf("X9")).toMatchObject({ carrierId: "gls" });
  });

  it("waits behind parcels that are to be registered", async () => {
    await ship("UPS", "1ZWAIT");
    await ship("My cousin's van", "X5");
    await detectOne("X5");
    expect(calls("detect")).toHaveLength(0);
    expect(enqueued.at(-1)).toMatchObject({ job: "detect-carrier" });
  });
});

describe("a refused carrier", () => {
  it("gives way to the next rung, then to a person, each asked for once", async () => {
    core.keydelivery.setDetection("R", ["fedex"]);
    for (let count = 0; count < 2; count++)
      core.keydelivery.failNext(faults.bodyCode(405), { endpoint: "create" });
    await ship("UPS", "R1");
    await drain();
    await detectOne("R1");
    expect(await shipmentOf("R1")).toMatchObject({
      carrierId: "fedex",
      carrierSource: "detected",
    });
    await drain();
    await detectOne("R1");
    expect(await shipmentOf("R1")).toMatchObject({
      hold: "needs_carrier",
      holdReason: "carrier_refused",
      refusedCarriers: ["ups", "fedex"],
    });
    expect(calls("create").map(({ fields }) => fields.carrier_id)).toEqual([
      "ups",
      "fedex",
    ]);
  });

  it("that the merchant chose goes back to the merchant, who can insist", async () => {
    core.keydelivery.failNext(faults.bodyCode(405));
    await ship("UPS", "R2");
    await choose("R2", "evri");
    await drain();
    expect(await shipmentOf("R2")).toMatchObject({ hold: "needs_carrier" });
    core.keydelivery.addCarrier("evri", "Evri");
    await choose("R2", "evri");
    await drain();
    expect(core.keydelivery.journal.accepted()).toMatchObject([
      { carrierId: "evri", number: "R2" },
    ]);
  });

  it("is not tried again for another parcel of the same number", async () => {
    core.keydelivery.failNext(faults.bodyCode(405));
    await ship("UPS", "R3");
    await drain();
    await ship("UPS", "R3");
    await drain();
    expect(calls("create")).toHaveLength(1);
    expect((await shipments()).map(({ hold }) => hold)).toEqual([
      "detecting",
      "detecting",
    ]);
  });
});

describe("a carrier that is remembered for its company", () => {
  it("is applied to all that wait, and to what comes, but not to what runs", async () => {
    core.keydelivery.setDetection("RUN", ["gls"]);
    await ship("Van & Co", "RUN1");
    await detectOne("RUN1");
    await drain();
    for (const number of ["V1", "V2", "V3"]) {
      await ship("Van & Co", number);
      await detectOne(number);
    }
    await ship("Another van", "V4");
    await detectOne("V4");
    await choose("V1", "fedex", true);
    expect(enqueued).toContainEqual({
      job: "track-waiting-shipments",
      data: expect.objectContaining({
        shopId: core.shopId,
        companyKey: "vanco",
      }) as object,
    });
    await retrack("vanco");
    await ship("VAN&CO", "V5");
    await drain();
    const carriers = (await shipments()).map(
      ({ number, carrierId, carrierSource }) => [
        number,
        carrierId,
        carrierSource,
      ],
    );
    expect(carriers).toEqual([
      ["RUN1", "gls", "detected"],
      ["V1", "fedex", "merchant"],
      ["V2", "fedex", "mapping"],
      ["V3", "fedex", "mapping"],
      ["V4", null, null],
      ["V5", "fedex", "mapping"],
    ]);
    expect(core.keydelivery.journal.accepted()).toHaveLength(5);
  });

  it("moves what waits for its registration, and another shop's not at all", async () => {
    await ship("UPS", "W1");
    await choose("W1", "fedex", true);
    await deliver(
      create,
      fulfillment({ tracking_numbers: ["W2"] }),
      "other.myshopify.com",
    );
    await ship("UPS", "W3");
    expect((await shipmentOf("W3")).carrierId).toBe("fedex");
    expect((await shipmentOf("W2")).carrierId).toBe("ups");
  });

  it("is written to the history", async () => {
    await ship("Van & Co", "H1");
    await choose("H1", "fedex", true);
    const entries = await database.db.auditEntry.findMany();
    expect(entries.map(({ action }) => action).sort()).toEqual([
      "carrier_chosen",
      "carrier_mapped",
    ]);
  });
});

it("a failed registration is tried again on demand, with its attempts counted anew", async () => {
  core.keydelivery.failNext(faults.bodyCode(105));
  await ship("UPS", "F1");
  await drain();
  const { id: shipmentId } = await shipmentOf("F1");
  await retryShipment(core.app, { shopId: core.shopId, shipmentId, actor });
  await drain();
  expect(await tracking("F1")).toMatchObject({ registration: "registered" });
});
