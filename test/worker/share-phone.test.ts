import { describe, expect, it, vi } from "vitest";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { fulfillment, otherDomain } from "./use-core.ts";
import { usePhones } from "./use-phones.ts";

const { core, database, ship, drain, tracking, deliver, ...more } = usePhones();
const { share, asked, sent, accepted, withheld, drainLater, ...rest } = more;
const { enqueued, shop, shipments } = rest;

const phone = "+852 9527 4711";

describe("a shop that shares phones", () => {
  it.each([
    ["never", "SF Express", null],
    ["never", "UPS", null],
    ["where_needed", "SF Express", phone],
    ["where_needed", "UPS", null],
    ["always", "SF Express", phone],
    ["always", "UPS", phone],
    ["sometimes", "SF Express", null],
  ])("%s, with a parcel of %s: %s", async (sharing, company, expected) => {
    await share(sharing);
    await ship({ number: "P1", company, phone: ` ${phone} ` });
    await drain();
    expect(await tracking("P1")).toMatchObject({ registration: "registered" });
    expect(sent()).toEqual([expected]);
    expect(asked()).toHaveLength(expected ? 1 : 0);
  });

  it("leaves the phone in no row, no job, no line of the log and no error", async () => {
    const { app } = core;
    const lines: unknown[] = [];
    for (const level of ["error", "warn", "info", "debug"] as const)
      vi.spyOn(app.logger, level).mockImplementation((...given: unknown[]) => {
        lines.push(given);
      });
    await share("always");
    for (const fault of [faults.serverError, faults.cut, faults.bodyCode(105)])
      core.keydelivery.failNext(fault);
    core.shopify.failAdmin(1, "cut_after", "OrderPhone");
    await ship({ number: "P1", phone });
    await drain();
    await drainLater(5);
    expect(sent()).toEqual([phone, phone, phone, null]);
    const [rows] = await database.db.$queryRaw<{ dump: string }[]>`
      SELECT database_to_xml(true, false, '')::text AS dump`;
    const logged = JSON.stringify(lines, (_key, value: unknown) =>
      value instanceof Error ? [value.message, value.stack] : value,
    );
    expect(logged).toContain("create tracking");
    for (const text of [rows!.dump, logged, JSON.stringify(enqueued)])
      expect(text).not.toMatch(/9527.?4711/);
  });

  it("sends nothing that cannot be a phone, and is not told that Shopify gives none", async () => {
    await share("always");
    await ship({ number: "P1", phone: "ask my neighbour" });
    await drain();
    expect(sent()).toEqual([null]);
    expect(await withheld()).toBe(0);
  });

  it("sends none for an order without an address", async () => {
    await share("always");
    const fulfilled = await ship({ number: "P1", phone });
    fulfilled.order.destination = null;
    await drain();
    expect(sent()).toEqual([null]);
    expect(await withheld()).toBe(0);
  });

  it("has its parcel registered without the phone that KeyDelivery refuses", async () => {
    await share("always");
    core.keydelivery.failNext(faults.bodyCode(105));
    await ship({ number: "P1", phone });
    await drain();
    await drain();
    expect(sent()).toEqual([phone, null]);
    expect(await tracking("P1")).toMatchObject({ registration: "registered" });
    expect(accepted()).toMatchObject([{ number: "P1", count: 1 }]);
  });
});

describe("a tracking of two shops", () => {
  const shipElsewhere = () =>
    deliver(
      "fulfillments/create",
      fulfillment({ tracking_numbers: ["SHARED"], tracking_company: "UPS" }),
      otherDomain,
    );

  it("goes with the phone of the one that shares, from its own order", async () => {
    await shipElsewhere();
    await share("always");
    await ship({ number: "SHARED", phone });
    await drain();
    expect(await shipments()).toMatchObject([
      { shopId: core.otherShopId, tracking: { number: "SHARED" } },
      { shopId: core.shopId, tracking: { number: "SHARED" } },
    ]);
    expect(sent()).toEqual([phone]);
    expect(asked()).toMatchObject([{ shop: "one.myshopify.com" }]);
  });

  it("goes without once the parcel of the one that shares is cancelled", async () => {
    await shipElsewhere();
    await share("always");
    await ship({ number: "SHARED", phone });
    await database.db.shipment.updateMany({
      where: { shopId: core.shopId },
      data: { endedAt: new Date(), endReason: "cancelled" },
    });
    await drain();
    expect(sent()).toEqual([null]);
    expect(asked()).toEqual([]);
  });
});

describe("where Shopify gives no phone", () => {
  it.each(["redacted", "refused"] as const)(
    "because the app is not approved (%s), parcels go without at once, and the page can say so",
    async (access) => {
      core.shopify.setPhoneAccess(access);
      await share("always");
      for (const number of ["P1", "P2", "P3", "P4"])
        await ship({ number, phone });
      await drain();
      expect(sent()).toEqual([null, null, null, null]);
      expect(asked()).toHaveLength(4);
      expect(await withheld()).toBe(3);
      core.shopify.setPhoneAccess("given");
      await ship({ number: "P5", phone });
      await drain();
      expect(sent()[4]).toBe(phone);
      expect(await withheld()).toBe(0);
    },
  );

  it("because the order is out of its sight, the parcel goes without at once", async () => {
    await share("always");
    const { order } = await ship({ number: "P1", phone });
    shop.simulated.orders = shop.simulated.orders.filter(
      (one) => one !== order,
    );
    await drain();
    expect(sent()).toEqual([null]);
    expect(await withheld()).toBe(1);
  });

  it("because the app must be opened again, parcels go without, and nobody is asked any more", async () => {
    await share("always");
    shop.simulated.accessTokens = [];
    shop.simulated.refreshTokens = [];
    shop.simulated.isInstalled = false;
    await ship({ number: "P1", phone });
    await drain();
    await ship({ number: "P2", phone });
    await drain();
    expect(sent()).toEqual([null, null]);
    expect(asked()).toEqual([]);
    expect(await withheld()).toBe(0);
  });
});
