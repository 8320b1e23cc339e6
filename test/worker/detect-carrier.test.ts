import { describe, expect, it } from "vitest";
import { takeSlots } from "#app/features/accounts/take-slot.server.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { later } from "./use-core.ts";
import { useLadder } from "./use-ladder.ts";

const { database, core, time, deliver, drain, detect, ...more } = useLadder();
const { enqueued, account, ship, shipmentOf, detectOne, calls } = more;

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
