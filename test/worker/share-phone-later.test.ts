import { describe, expect, it } from "vitest";
import { fulfillment, otherDomain } from "./use-core.ts";
import { usePhones } from "./use-phones.ts";

const { core, database, ship, drain, tracking, deliver, ...more } = usePhones();
const { share, asked, sent, accepted, withheld, drainLater, shop } = more;

const phone = "+852 9527 4711";

describe("while Shopify cannot be asked", () => {
  const isWaiting = async (number: string) =>
    expect(await tracking(number)).toMatchObject({
      registration: "waiting",
      attempts: 0,
      attemptUrl: null,
      lastAnswerCode: null,
    });

  it.each(["error500", "cut", "hang"] as const)(
    "(%s) the parcel waits a while, KeyDelivery is not called, and it goes with the phone later",
    async (fault) => {
      await share("always");
      core.shopify.failAdmin(1, fault, "OrderPhone");
      await ship({ number: "P1", phone });
      await drain();
      await isWaiting("P1");
      await drainLater(1);
      expect(sent()).toEqual([phone]);
      expect(await withheld()).toBe(0);
    },
  );

  it("because it wants fewer calls, the parcel waits as long as it says", async () => {
    await share("always");
    await ship({ number: "P1", phone });
    core.shopify.setThrottle(shop.simulated, {
      maximumAvailable: 0,
      restoreRate: 0.01,
    });
    await drain();
    await isWaiting("P1");
    const { nextAttemptAt } = await tracking("P1");
    expect(nextAttemptAt.getTime() - Date.now()).toBeGreaterThan(60_000);
  });

  it("again and again, the parcel goes without a phone in the end, registered once", async () => {
    await share("always");
    core.shopify.failAdmin(99, "cut", "OrderPhone");
    await ship({ number: "P1", phone });
    await drainLater(7);
    expect(sent()).toEqual([]);
    await isWaiting("P1");
    await drainLater(2);
    expect(sent()).toEqual([null]);
    expect(accepted()).toMatchObject([{ number: "P1", count: 1 }]);
    expect(await withheld()).toBe(0);
  });

  it("parcels of other shops go on", async () => {
    await share("always");
    core.shopify.failAdmin(99, "hang", "OrderPhone");
    await ship({ number: "SLOW", phone });
    for (const number of ["A", "B", "C"])
      await deliver(
        "fulfillments/create",
        fulfillment({ tracking_numbers: [number] }),
        otherDomain,
      );
    await drain();
    expect(accepted().map(({ number }) => number)).toEqual(["A", "B", "C"]);
    await isWaiting("SLOW");
  });

  it("parcels of other shops have their turns, where these are far apart too", async () => {
    core.app.env.keydeliveryRate = 5;
    await share("always");
    core.shopify.failAdmin(99, "hang", "OrderPhone");
    await ship({ number: "SLOW", phone });
    for (const number of ["A", "B"])
      await deliver(
        "fulfillments/create",
        fulfillment({ tracking_numbers: [number] }),
        otherDomain,
      );
    const since = Date.now();
    await drain();
    const calls = core.keydelivery.journal.requests;
    expect(calls.map(({ number }) => number)).toEqual(["A", "B"]);
    // Shopify is waited for for three seconds.
    expect(calls.at(-1)!.at - since).toBeLessThan(2_500);
    await isWaiting("SLOW");
  });

  it("it is not asked for each parcel of the shop", async () => {
    await share("always");
    core.shopify.failAdmin(99, "cut", "OrderPhone");
    for (let index = 0; index < 30; index++)
      await ship({ number: `P${index}`, phone });
    await drain();
    expect(sent()).toEqual([]);
    // As many as are under way at once.
    expect(asked().length).toBeLessThanOrEqual(16);
    core.shopify.clearAdminFaults();
    await drainLater(2);
    expect(sent()).toEqual(Array(30).fill(phone));
  });

  it("its part of the quota is not spent", async () => {
    core.app.env.shopQuota = 5;
    await share("always");
    core.shopify.failAdmin(1, "cut", "OrderPhone");
    await ship({ number: "P1", phone });
    await drain();
    expect(
      await database.db.quotaUsage.aggregate({ _sum: { used: true } }),
    ).toMatchObject({ _sum: { used: 0 } });
    await drainLater(1);
    expect(
      await database.db.quotaUsage.aggregate({ _sum: { used: true } }),
    ).toMatchObject({ _sum: { used: 1 } });
  });
});
