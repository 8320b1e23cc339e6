import { describe, expect, it } from "vitest";
import { ago, day, useHome } from "./use-home.ts";

const { database, ids, load, ship, setParcel, setShop } = useHome();
const hour = 3_600_000;
let count = 0;

describe("the home page of a shop without parcels", () => {
  it("says so, with nothing to look at and nothing wrong", async () => {
    const { db } = database;
    await db.keyDeliveryAccount.deleteMany();
    const home = await load();
    expect(home).toMatchObject({
      hasParcels: false,
      attention: [],
      digest: [],
      activity: [],
      transit: { median: null, before: null, days: [] },
      health: {
        underWay: false,
        lastWebhookAt: null,
        lastPushAt: null,
        reconciledAt: null,
        account: null,
        writeBack: "off",
      },
    });
  });
});

describe("the figures", () => {
  it("count each parcel where its list has it", async () => {
    await ship({ status: "in_transit" });
    await ship({ status: "customs" });
    await ship({ status: "out_for_delivery" });
    await ship({ status: "exception" });
    await ship({ status: "delivered" });
    const { hasParcels, figures } = await load();
    const exactly = (number: number) => ({ count: number, more: false });
    expect(hasParcels).toBe(true);
    expect(figures).toEqual({
      inTransit: exactly(2),
      outForDelivery: exactly(1),
      delivered: exactly(1),
      needsAttention: exactly(1),
    });
  });

  it("leave out what was delivered longer ago, what is archived, and another shop's", async () => {
    const old = await ship(
      { status: "delivered" },
      { shippedAt: ago(20 * day) },
    );
    await setParcel(old.id, { deliveredAt: ago(8 * day) });
    const archived = await ship({ status: "in_transit" });
    await setParcel(archived.id, { archivedAt: new Date() });
    await ship({ status: "in_transit" }, {}, ids.other);
    await ship({ status: "exception" }, {}, ids.other);
    const { figures, attention, activity } = await load();
    expect(Object.values(figures).map((figure) => figure.count)).toEqual([
      0, 0, 0, 0,
    ]);
    expect(attention).toEqual([]);
    expect(activity.map(({ parcel }) => parcel?.id)).toEqual([old.id]);
  });

  const shipMore = async (
    status: "in_transit" | "exception",
    parcels: number,
  ) => {
    const { fulfillmentId, trackingId } = await ship({ status });
    await database.db.$executeRaw`
      INSERT INTO shipment (id, shop_id, fulfillment_id, tracking_id, number, number_raw, order_name, order_key, shipped_at, updated_at)
      SELECT gen_random_uuid(), ${ids.shop}::uuid, ${fulfillmentId}::uuid, ${trackingId}::uuid, n, '', '', '', now(), now()
      FROM generate_series(1, ${parcels}::int) AS n`;
  };

  it("are counted up to 5,000", async () => {
    await shipMore("in_transit", 5_000);
    const { figures } = await load();
    expect(figures.inTransit).toEqual({ count: 5_000, more: true });
  });

  it("are counted up to 1,000 of each cause to look at a parcel", async () => {
    await shipMore("exception", 1_000);
    const { attention, figures } = await load();
    expect(attention).toMatchObject([
      { cause: "exception", parcels: { count: 1_000, more: true } },
    ]);
    expect(figures.needsAttention).toEqual({ count: 1_000, more: true });
  });
});

describe("the median transit time", () => {
  const deliver = (daysAgo: number, halfDays: number, parcels: number) =>
    database.db.deliveredDay.create({
      data: {
        shopId: ids.shop,
        day: ago(daysAgo * day),
        carrierId: "ups",
        companyKey: "",
        country: String(++count),
        halfDays,
        parcels,
      },
    });

  it("is that of 30 days, beside the 30 before, and of each day", async () => {
    await deliver(2, 4, 3);
    await deliver(2, 8, 1);
    await deliver(1, 6, 4);
    await deliver(31, 10, 9);
    await deliver(61, 2, 900);
    const { transit } = await load();
    expect(transit).toMatchObject({ median: 3, before: 5 });
    expect(transit.days.map(({ median }) => median)).toEqual([2, 3]);
  });

  it("is none where too few were delivered for it to say something", async () => {
    await deliver(1, 6, 4);
    await deliver(40, 6, 4);
    expect((await load()).transit).toMatchObject({
      median: null,
      before: null,
    });
  });
});

describe("the signs of life", () => {
  it("are the shop's own", async () => {
    const { db } = database;
    const hear = (shopDomain: string, receivedAt: Date) =>
      db.webhookDelivery.create({
        data: {
          dedupeKey: Buffer.from(`${shopDomain}${receivedAt.getTime()}`),
          shopDomain,
          topic: "fulfillments/create",
          webhookId: "1",
          body: Buffer.from("{}"),
          receivedAt,
        },
      });
    const webhookAt = ago(hour);
    const pushAt = ago(2 * hour);
    await hear("one.myshopify.com", ago(5 * hour));
    await hear("one.myshopify.com", webhookAt);
    await hear("two.myshopify.com", new Date());
    await ship({ status: "in_transit", lastPushAt: pushAt });
    await ship({ status: "in_transit" });
    await ship({ lastPushAt: new Date() }, {}, ids.other);
    await setShop({ reconciledAt: ago(hour), writeBack: true });
    const { health } = await load();
    expect(health).toMatchObject({
      underWay: true,
      lastWebhookAt: webhookAt.toISOString(),
      lastPushAt: pushAt.toISOString(),
      reconcileIsLate: false,
      writeBack: "no_permission",
    });
    await setShop({
      reconciledAt: ago(4 * hour),
      grantedScopes: "read_orders,write_fulfillments",
    });
    expect((await load()).health).toMatchObject({
      reconcileIsLate: true,
      writeBack: "on",
    });
  });
});
