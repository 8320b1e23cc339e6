import { describe, expect, it } from "vitest";
import { retryShipment } from "#app/use-cases/shipment-actions.server.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { fulfillment } from "./use-core.ts";
import { useLadder } from "./use-ladder.ts";

const { database, core, deliver, drain, retrack, shipments, ...more } =
  useLadder();
const { tracking, enqueued, ship, shipmentOf, detectOne, calls, choose } = more;

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
      "fulfillments/create",
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
  await retryShipment(core.app, {
    shopId: core.shopId,
    shipmentId,
    actor: "merchant",
  });
  await drain();
  expect(await tracking("F1")).toMatchObject({ registration: "registered" });
});
