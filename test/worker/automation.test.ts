import { describe, expect, it } from "vitest";
import type { Automation } from "#app/domain/automation.ts";
import {
  chooseShipmentCarrier,
  retryShipment,
} from "#app/use-cases/shipment-actions.server.ts";
import { sweep } from "#app/worker/sweep.ts";
import { fulfillment, later, useCore } from "./use-core.ts";

const { database, core, time, deliver, drain, detect, retrack, shipments } =
  useCore();
const hour = 3_600_000;
const actor = "merchant";

const setRules = (automation: Partial<Automation>) =>
  database.db.shop.update({
    where: { id: core.shopId },
    data: { automation },
  });
const ship = async (changes: Record<string, unknown>) => {
  const body = fulfillment({
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    ...changes,
  });
  await deliver("fulfillments/create", body);
  return body;
};
const to = (country: string | null) => ({
  destination: { city: "Somewhere", province: null, country },
});
const shipmentOf = async (number: string) =>
  (await shipments()).find((one) => one.number === number)!;
const accepted = () =>
  core.keydelivery.journal.accepted().map(({ number }) => number);
const byHand = async (number: string) => ({
  shopId: core.shopId,
  shipmentId: (await shipmentOf(number)).id,
  actor,
});

describe("a rule for destination countries", () => {
  const only = {
    countries: { mode: "only", values: ["DE"] },
  } satisfies Partial<Automation>;

  it("leaves the others out, with the reason, and spends nothing for them", async () => {
    await setRules(only);
    await ship({ ...to("Germany"), tracking_numbers: ["IN"] });
    await ship({ ...to("Canada"), tracking_numbers: ["OUT"] });
    await ship({ ...to(null), tracking_numbers: ["NOWHERE"] });
    await drain();
    expect(accepted()).toEqual(["IN"]);
    for (const number of ["OUT", "NOWHERE"])
      expect(await shipmentOf(number)).toMatchObject({
        state: "ignored",
        hold: "ignored",
        holdReason: "rule_countries",
        tracking: null,
      });
  });

  it("is of this shop only", async () => {
    await setRules(only);
    const { domain } = await database.db.shop.findUniqueOrThrow({
      where: { id: core.otherShopId },
    });
    await deliver(
      "fulfillments/create",
      fulfillment({ ...to("Canada"), tracking_numbers: ["OTHER"] }),
      domain,
    );
    await drain();
    expect(accepted()).toEqual(["OTHER"]);
  });

  it("is not asked again when a person has a parcel tracked, not even when it changes", async () => {
    await setRules(only);
    const body = await ship({ ...to("Canada"), tracking_numbers: ["MINE"] });
    await retryShipment(core.app, await byHand("MINE"));
    await deliver(
      "fulfillments/update",
      later(body, { tracking_company: "USPS" }),
    );
    await drain();
    expect(await shipmentOf("MINE")).toMatchObject({
      admittedBy: "person",
      tracking: { carrierId: "usps", registration: "registered" },
    });
  });

  it("is not asked by an update that changes neither company nor country", async () => {
    const body = await ship({ ...to("Canada"), tracking_numbers: ["WAITS"] });
    await setRules(only);
    await deliver(
      "fulfillments/update",
      later(body, {
        destination: { city: "Ottawa", province: null, country: "Canada" },
      }),
    );
    await drain();
    expect(accepted()).toEqual(["WAITS"]);
  });

  it("is asked again when Shopify names another country", async () => {
    await setRules(only);
    const body = await ship({ ...to("Canada"), tracking_numbers: ["MOVED"] });
    await deliver("fulfillments/update", later(body, to("Germany")));
    await drain();
    expect(accepted()).toEqual(["MOVED"]);
  });
});

describe("a rule for companies", () => {
  it("is asked again when the company is told later, or corrected", async () => {
    await setRules({ companies: { mode: "except", values: ["ups"] } });
    const late = await ship({
      tracking_company: "UPS",
      tracking_numbers: ["LATE"],
    });
    const early = await ship({
      tracking_company: "USPS",
      tracking_numbers: ["EARLY"],
    });
    await deliver(
      "fulfillments/update",
      later(late, { tracking_company: "USPS" }),
    );
    await deliver(
      "fulfillments/update",
      later(early, { tracking_company: "UPS" }),
    );
    await drain();
    expect(accepted()).toEqual(["LATE"]);
    expect(await shipmentOf("EARLY")).toMatchObject({
      holdReason: "rule_companies",
    });
  });

  it("takes nothing back that is registered", async () => {
    const body = await ship({ tracking_numbers: ["1ZREG"] });
    await drain();
    await setRules({ companies: { mode: "only", values: ["DHL"] } });
    await deliver("fulfillments/update", later(body, { name: "#9.9" }));
    expect(await shipmentOf("1ZREG")).toMatchObject({
      state: "pending",
      tracking: { registration: "registered" },
    });
  });

  it("has been asked when detection answers, so that later rules do not matter", async () => {
    await ship({ tracking_company: "Velo", tracking_numbers: ["VELO1"] });
    await setRules({ companies: { mode: "only", values: ["UPS"] } });
    core.keydelivery.setDetection("VELO", ["gls"]);
    await detect((await shipmentOf("VELO1")).id);
    await drain();
    expect(accepted()).toEqual(["VELO1"]);
  });
});

describe("the switch", () => {
  it("turned off takes nothing back from a parcel that was let in", async () => {
    const body = await ship({ tracking_numbers: ["1ZIN"] });
    await database.db.shop.update({
      where: { id: core.shopId },
      data: { automaticRegistration: false },
    });
    await deliver(
      "fulfillments/update",
      later(body, { tracking_company: "USPS" }),
    );
    await drain();
    expect(accepted()).toEqual(["1ZIN"]);
  });
});

describe("a delay", () => {
  it("keeps a parcel from being registered until it is over, counted from the fulfillment", async () => {
    await setRules({ delayHours: 6 });
    await ship({
      tracking_numbers: ["1ZSLOW"],
      created_at: new Date(Date.now() - 2 * hour).toISOString(),
    });
    await drain();
    expect(accepted()).toEqual([]);
    const waiting = await shipmentOf("1ZSLOW");
    expect(waiting.state).toBe("waiting");
    expect(waiting.registerAt).toEqual(waiting.tracking!.nextAttemptAt);
    time.offsetMs = 3 * hour;
    await sweep(core.app);
    await drain();
    expect(accepted()).toEqual([]);
    time.offsetMs = 4 * hour + 60_000;
    await sweep(core.app);
    await drain();
    expect(accepted()).toEqual(["1ZSLOW"]);
  });

  it("costs nothing when the fulfillment is cancelled meanwhile", async () => {
    await setRules({ delayHours: 6 });
    const body = await ship({ tracking_numbers: ["1ZGONE"] });
    await deliver("fulfillments/update", later(body, { status: "cancelled" }));
    time.offsetMs = 7 * hour;
    await sweep(core.app);
    await drain();
    expect(accepted()).toEqual([]);
  });

  it("is over when a person says so", async () => {
    await setRules({ delayHours: 6 });
    await ship({ tracking_numbers: ["1ZNOW"] });
    await ship({ tracking_numbers: ["1ZUSPS"] });
    await retryShipment(core.app, await byHand("1ZNOW"));
    await chooseShipmentCarrier(core.app, {
      ...(await byHand("1ZUSPS")),
      carrierId: "usps",
    });
    await drain();
    expect(accepted().sort()).toEqual(["1ZNOW", "1ZUSPS"]);
  });

  it("outlives detection and another account", async () => {
    await setRules({ delayHours: 6 });
    core.keydelivery.setDetection("VELO", ["gls"]);
    await ship({ tracking_company: "Velo", tracking_numbers: ["VELO2"] });
    await detect((await shipmentOf("VELO2")).id);
    await retrack();
    await drain();
    expect(accepted()).toEqual([]);
    expect((await shipmentOf("VELO2")).tracking).toMatchObject({
      registration: "waiting",
      priority: 3,
    });
  });

  it("does not keep up another parcel with the same number that is due", async () => {
    await setRules({ delayHours: 6 });
    await ship({ tracking_numbers: ["1ZSAME"] });
    await setRules({ delayHours: 0 });
    await ship({ tracking_numbers: ["1ZSAME"] });
    await drain();
    expect(accepted()).toEqual(["1ZSAME"]);
  });

  it("does not stand in the way of parcels that are due", async () => {
    await setRules({ delayHours: 6 });
    for (const number of ["1ZA", "1ZB", "1ZC"])
      await ship({ tracking_numbers: [number] });
    await setRules({});
    await ship({ tracking_numbers: ["1ZD"] });
    await drain();
    expect(accepted()).toEqual(["1ZD"]);
  });
});
