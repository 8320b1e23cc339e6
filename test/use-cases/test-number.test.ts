import { describe, expect, it } from "vitest";
import { testNumber } from "#app/use-cases/test-number.server.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { useCore } from "#test/worker/use-core.ts";

const { database, core } = useCore();

const test = (number: string, shopId = core.shopId) => {
  const { signal } = new AbortController();
  return testNumber(core.app, { shopId, number, signal });
};

describe("the test of a number", () => {
  it("answers who may carry it, registers nothing and uses no quota", async () => {
    core.keydelivery.setDetection("RUN", ["gls", "ups"]);
    expect(await test("RUN1")).toMatchObject({
      outcome: "found",
      number: "RUN1",
      carriers: [{ id: "gls" }, { id: "ups" }],
    });
    expect(core.keydelivery.journal.accepted()).toEqual([]);
    expect(await database.db.quotaUsage.count()).toBe(0);
    expect(await database.db.shipment.count()).toBe(0);
  });

  it("says so where KeyDelivery knows no carrier for it", async () => {
    expect(await test("NOBODY")).toEqual({
      outcome: "nothing",
      number: "NOBODY",
    });
  });

  it("tells why KeyDelivery could not be asked", async () => {
    core.keydelivery.failNext(faults.bodyCode(500));
    expect(await test("RUN1")).toMatchObject({ outcome: "not_asked" });
    await database.db.keyDeliveryAccount.deleteMany();
    expect(await test("RUN1")).toEqual({
      outcome: "not_asked",
      reason: "no_account",
    });
  });

  it("is refused after ten at once, for that shop alone", async () => {
    for (let count = 0; count < 10; count++) await test("NOBODY");
    expect(await test("NOBODY")).toEqual({
      outcome: "not_asked",
      reason: "too_many",
    });
    expect(await test("NOBODY", core.otherShopId)).toMatchObject({
      outcome: "nothing",
    });
  });
});
