import { beforeEach, describe, expect, it } from "vitest";
import { connectShopAccount } from "#app/use-cases/account-actions.server.ts";
import { retryShipment } from "#app/use-cases/shipment-actions.server.ts";
import { sweep } from "#app/worker/sweep.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { statementsOf } from "#test/support/count-statements.ts";
import { fulfillment, otherDomain, useCore } from "./use-core.ts";

const { database, core, deliver, drain, ...more } = useCore();
const { drainOf, retrack, tracking, time } = more;
const create = "fulfillments/create";

beforeEach(() => {
  core.app.env.shopQuota = 2;
});

const ship = (number: string, domain?: string) =>
  deliver(create, fulfillment({ tracking_numbers: [number] }), domain);
const registrations = async (...numbers: string[]) => {
  const rows = await database.db.tracking.findMany();
  return numbers.map(
    (number) => rows.find((row) => row.number === number)?.registration,
  );
};
const used = async () => {
  const rows = await database.db.quotaUsage.findMany();
  return rows.reduce((sum, row) => sum + row.used, 0);
};
const nextMonth = () => {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 1) - +now;
};

describe("the quota of a shop on the operator's account", () => {
  it("is spent by accepted parcels, the oldest first; the others stand aside", async () => {
    for (const number of ["A1", "A2", "A3", "A4"]) await ship(number);
    await drain();
    expect(await registrations("A1", "A2", "A3", "A4")).toEqual([
      "registered",
      "registered",
      "over_quota",
      "over_quota",
    ]);
    expect(core.keydelivery.journal.createCalls()).toBe(2);
  });

  it("spends nothing of another shop's", async () => {
    for (const number of ["B1", "B2", "B3"]) await ship(number);
    await drain();
    await ship("C1", otherDomain);
    await drain();
    expect(await registrations("B3", "C1")).toEqual([
      "over_quota",
      "registered",
    ]);
  });

  it("is new in the next month, and what stood aside goes on by itself", async () => {
    for (const number of ["D1", "D2", "D3", "D4", "D5"]) await ship(number);
    await drain();
    await sweep(core.app);
    expect(await registrations("D3")).toEqual(["over_quota"]);
    time.offsetMs = nextMonth();
    await sweep(core.app);
    await drain();
    expect(await registrations("D3", "D4", "D5")).toEqual([
      "registered",
      "registered",
      "over_quota",
    ]);
  });

  it("that the operator raised lets them go on", async () => {
    for (const number of ["E1", "E2", "E3"]) await ship(number);
    await drain();
    core.app.env.shopQuota = 3;
    await sweep(core.app);
    await drain();
    expect(await registrations("E3")).toEqual(["registered"]);
  });

  it("is not spent by what KeyDelivery refused, or had already", async () => {
    core.keydelivery.failNext(faults.bodyCode(105), { number: "F1" });
    core.keydelivery.seedElsewhere({ carrierId: "ups", number: "F2" });
    for (const number of ["F1", "F2"]) await ship(number);
    await drain();
    expect(await used()).toBe(0);
  });

  it("is spent once by a parcel that needs several attempts", async () => {
    core.keydelivery.failNext(faults.acceptAndCut, { number: "G1" });
    await ship("G1");
    await drain();
    expect(await used()).toBe(1);
    time.offsetMs = 60_000;
    await drain();
    expect(await registrations("G1")).toEqual(["registered"]);
    expect(await used()).toBe(1);
  });

  it("of none at all registers nothing", async () => {
    core.app.env.shopQuota = 0;
    await ship("H1");
    await drain();
    expect(await registrations("H1")).toEqual(["over_quota"]);
    expect(core.keydelivery.journal.createCalls()).toBe(0);
  });

  it("is not looked at where a shop's own account refuses", async () => {
    const own = { apiKey: "own-key", apiSecret: "own-secret" };
    core.keydelivery.addAccount(own);
    const asked = { shopId: core.shopId, actor: "merchant", ...own };
    await connectShopAccount(core.app, asked);
    core.keydelivery.failNext(faults.bodyCode(105));
    await ship("J1");
    const { accountId } = await tracking("J1");
    const statements = await statementsOf(database.pool, () =>
      drainOf(accountId),
    );
    expect(await registrations("J1")).toEqual(["failed"]);
    expect(statements.filter((text) => /"shop"\."domain"/.test(text))).toEqual(
      [],
    );
  });

  it("that is used up costs the other shops no slot of the rate", async () => {
    core.app.env.keydeliveryRate = 50;
    for (const number of ["J1", "J2", "J3"]) await ship(number);
    await ship("K1", otherDomain);
    await ship("K2", otherDomain);
    await database.db.tracking.updateMany({
      where: { number: "J3" },
      data: { priority: 1 },
    });
    await ship("L1");
    await database.db.tracking.updateMany({
      where: { number: "L1" },
      data: { shopId: null, priority: 1 },
    });
    await database.db.tracking.updateMany({
      where: { number: "K2" },
      data: { priority: 2 },
    });
    const sent = await statementsOf(core.app.pool, () => drain());
    expect(await registrations("J3", "K2", "L1")).toEqual([
      "over_quota",
      "registered",
      "over_quota",
    ]);
    expect(sent.filter((text) => text.includes("rate_slot"))).toHaveLength(4);
    expect(core.keydelivery.journal.createCalls()).toBe(4);
  });

  it("is not asked for anew by what the merchant has tried again", async () => {
    core.app.env.shopQuota = 0;
    await ship("M1");
    await drain();
    const { id: shipmentId } = await database.db.shipment.findFirstOrThrow();
    const { shopId } = core;
    await retryShipment(core.app, { shopId, shipmentId, actor: "merchant" });
    expect(await registrations("M1")).toEqual(["over_quota"]);
    core.app.env.shopQuota = 1;
    await sweep(core.app);
    await drain();
    expect(await registrations("M1")).toEqual(["registered"]);
  });

  it("does not bind a shop with an account of its own, and what stood aside moves there", async () => {
    const own = { apiKey: "own-key", apiSecret: "own-secret" };
    core.keydelivery.addAccount(own);
    for (const number of ["I1", "I2", "I3", "I4"]) await ship(number);
    await drain();
    const { shopId } = core;
    await connectShopAccount(core.app, { shopId, actor: "merchant", ...own });
    await retrack();
    const account = await database.db.keyDeliveryAccount.findFirstOrThrow({
      where: { shopId },
    });
    await drainOf(account.id);
    const rows = await database.db.tracking.findMany({
      where: { accountId: account.id },
    });
    expect(
      rows.map(({ number, registration }) => [number, registration]).sort(),
    ).toEqual([
      ["I3", "registered"],
      ["I4", "registered"],
    ]);
    expect(await tracking("I1")).toMatchObject({ registration: "registered" });
  });
});
