import { describe, expect, it } from "vitest";
import { saveGuideProgress } from "#app/features/onboarding/save-guide-progress.server.ts";
import { createParcel } from "#test/features/shipments/create-parcel.ts";
import { ago, day, useHome } from "./use-home.ts";

const { database, ids, load, ship, setParcel, setShop } = useHome();
const hour = 3_600_000;

describe("what needs attention", () => {
  const needsCarrier = async (company: string, orderName: string) => {
    const parcel = await createParcel(database.db, ids.shop, { orderName });
    await database.db.fulfillment.update({
      where: { id: parcel.fulfillmentId },
      data: { trackingCompany: company },
    });
    return setParcel(parcel.id, {
      hold: "needs_carrier",
      companyKey: company.toLowerCase(),
    });
  };

  it("is grouped by cause, the most urgent first, the newest parcels named", async () => {
    for (const minutes of [4, 3, 2, 1]) {
      const { id } = await ship(
        { status: "exception" },
        { orderName: `#${minutes}` },
      );
      await setParcel(id, { movedAt: ago(minutes * 60_000) });
    }
    await ship({ registration: "failed" });
    await ship({ status: "expired" });
    await needsCarrier("Velo", "#9");
    const { attention } = await load();
    expect(
      attention.map(({ cause, parcels }) => [cause, parcels.count]),
    ).toEqual([
      ["needs_carrier", 1],
      ["failed", 1],
      ["exception", 4],
      ["expired", 1],
    ]);
    const names = attention[2]?.named.map(({ orderName }) => orderName);
    expect(names).toEqual(["#1", "#2", "#3"]);
  });

  it("names the company where all parcels without a carrier are of one", async () => {
    await needsCarrier("Velo Kurier", "#1");
    await needsCarrier("Velo Kurier", "#2");
    expect((await load()).attention[0]?.company).toBe("Velo Kurier");
    await needsCarrier("Somebody", "#3");
    expect((await load()).attention[0]?.company).toBeNull();
  });

  it.each([
    { state: "invalid_credentials", cause: "account_refused" },
    { state: "quota_exhausted", cause: "account_paused" },
  ] as const)("begins with an account that is $state", async (one) => {
    await ship({ registration: "waiting" });
    await ship({ registration: "waiting" }, {}, ids.other);
    await ship({ status: "exception" });
    await database.db.keyDeliveryAccount.update({
      where: { id: ids.account },
      data: { state: one.state },
    });
    const { attention, health } = await load();
    expect(attention[0]).toMatchObject({
      cause: one.cause,
      parcels: { count: 1 },
    });
    expect(attention[1]?.cause).toBe("exception");
    expect(health.account).toMatchObject({
      kind: "operator",
      state: one.state,
    });
  });
});

describe("what is new since yesterday", () => {
  it("counts what became a reason since then", async () => {
    const old = await ship({ status: "exception" });
    await setParcel(old.id, { movedAt: ago(4 * day) });
    await ship({ status: "exception" });
    for (const days of [7.1, 20]) {
      const stalled = await ship({ status: "in_transit" });
      await setParcel(stalled.id, {
        attention: "stalled",
        movedAt: ago(days * day),
      });
    }
    const { digest } = await load();
    expect(
      digest.map(({ cause, fresh, parcels }) => [
        cause,
        fresh.count,
        parcels.count,
      ]),
    ).toEqual([
      ["exception", 1, 2],
      ["stalled", 1, 2],
    ]);
  });

  it("is not told to a shop that does not want it, or closed it today", async () => {
    await ship({ status: "exception" });
    await setShop({ digest: false });
    expect((await load()).digest).toEqual([]);
    const close = (day: string) =>
      database.db.$transaction((tx) =>
        saveGuideProgress(tx, ids.shop, (known) => ({
          ...known,
          digestClosedOn: day,
        })),
      );
    await setShop({ digest: true });
    await close(new Date().toISOString().slice(0, 10));
    expect((await load()).digest).toEqual([]);
    await close("2026-01-01");
    expect((await load()).digest).toHaveLength(1);
  });
});

describe("recent activity", () => {
  it("is what moved and what people did, the newest first", async () => {
    const moved = await ship(
      { status: "out_for_delivery" },
      { orderName: "#7" },
    );
    await setParcel(moved.id, { movedAt: ago(hour) });
    const { db } = database;
    const actor = "staff:1";
    const carrier = { from: null, to: "fedex" };
    await db.auditEntry.create({
      data: {
        shopId: ids.shop,
        shipmentId: moved.id,
        actor,
        action: "carrier_chosen",
        detail: carrier,
        createdAt: ago(2 * hour),
      },
    });
    await db.auditEntry.create({
      data: {
        shopId: ids.shop,
        actor,
        action: "write_back_on",
        createdAt: ago(1),
      },
    });
    await db.auditEntry.create({
      data: { shopId: ids.other, actor, action: "write_back_on" },
    });
    const { activity } = await load();
    const parcel = { id: moved.id, orderName: "#7" };
    expect(activity).toMatchObject([
      { parcel: null, what: { kind: "deed", action: "write_back_on" } },
      { parcel, what: { kind: "state", state: "out_for_delivery" } },
      {
        parcel,
        what: { kind: "deed", action: "carrier_chosen", carrier: "FedEx" },
      },
    ]);
  });
});
