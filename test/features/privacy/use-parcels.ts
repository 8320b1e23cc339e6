import { beforeEach } from "vitest";
import { useTestDatabase } from "#test/support/test-database.ts";

export const now = new Date("2026-11-23T10:00:00Z");
export const one = "one.myshopify.com";
export const two = "two.myshopify.com";

type Parcel = {
  shopId: string;
  orderId: string;
  fulfillmentId: string;
  number: string;
  /** Of a tracking that is there already. */
  trackingId?: string;
};

/** Two shops on the operator's account, and a way to give them parcels with all that is held of one. */
export function useParcels() {
  const database = useTestDatabase();
  const ids = { one: "", two: "", account: "" };
  const db = () => database.db;

  beforeEach(async () => {
    ids.one = await createShop(one);
    ids.two = await createShop(two);
    const account = await db().keyDeliveryAccount.create({
      data: { apiKeyHint: "0001", fingerprint: "operator" },
    });
    ids.account = account.id;
  });

  async function createShop(domain: string) {
    const shop = await db().shop.create({
      data: { domain, installedAt: new Date("2026-11-01T00:00:00Z") },
    });
    await db().session.create({
      data: {
        id: `offline_${domain}`,
        shop: domain,
        state: "",
        accessToken: "",
      },
    });
    return shop.id;
  }

  async function createTracking(number: string, shopId: string | null) {
    const tracking = await db().tracking.create({
      data: {
        accountId: ids.account,
        shopId,
        carrierId: "dhl",
        number,
        ref: `ref-${number}`,
        callbackKeyId: 1,
        registration: "registered",
      },
    });
    await addEvent(
      tracking.id,
      "2026-11-20 10:00:00",
      `signed by ADA ${number}`,
    );
    await addPush(number);
    return tracking.id;
  }

  const addEvent = (trackingId: string, time: string, context: string) =>
    db().trackingEvent.create({
      data: {
        trackingId,
        identity: `${time} ${context}`.slice(0, 80),
        timeText: time,
        sortTime: time,
        context,
      },
    });

  const addPush = (number: string, processedAt: Date | null = now) =>
    db().push.create({
      data: {
        dedupeKey: Buffer.from(crypto.randomUUID()),
        ref: `ref-${number}`,
        body: Buffer.from(`{"context":"signed by ADA ${number}"}`),
        processedAt,
      },
    });

  async function addParcel(parcel: Parcel) {
    const { shopId, number } = parcel;
    const trackingId =
      parcel.trackingId ?? (await createTracking(number, shopId));
    const fulfillment = await db().fulfillment.create({
      data: {
        shopId,
        gid: `gid://shopify/Fulfillment/${parcel.fulfillmentId}`,
        orderGid: `gid://shopify/Order/${parcel.orderId}`,
        orderName: "#1001",
        name: "#1001.1",
        trackingCompany: "DHL",
        shopifyStatus: "success",
        shopifyCreatedAt: new Date("2026-11-19T00:00:00Z"),
        shopifyUpdatedAt: new Date("2026-11-19T00:00:00Z"),
      },
    });
    const shipment = await db().shipment.create({
      data: {
        shopId,
        fulfillmentId: fulfillment.id,
        trackingId,
        number,
        numberRaw: number,
        trackingUrl: `https://carrier.example/${number}`,
        orderName: "#1001",
        orderKey: "1001",
        destinationCity: `City of ${number}`,
        destinationRegion: "Ontario",
        destinationCountry: "Canada",
        carrierId: "dhl",
        candidates: [{ carrierId: "dhl", name: `detected for ${number}` }],
        shippedAt: new Date("2026-11-19T00:00:00Z"),
      },
    });
    await db().auditEntry.create({
      data: {
        shopId,
        shipmentId: shipment.id,
        actor: "staff:1",
        action: "carrier_chosen",
        detail: { to: "dhl" },
      },
    });
    await addTold(parcel, fulfillment.id);
    return {
      fulfillmentId: fulfillment.id,
      shipmentId: shipment.id,
      trackingId,
    };
  }

  /** What was told to Shopify of it, and what an import found. */
  async function addTold(
    { shopId, orderId, fulfillmentId: id, number }: Parcel,
    fulfillmentId: string,
  ) {
    await db().publication.create({
      data: {
        shopId,
        fulfillmentId,
        version: 1,
        status: "in_transit",
        event: "IN_TRANSIT",
        message: `In transit (${number})`,
        happenedAt: now,
      },
    });
    const backfill =
      (await db().backfill.findFirst({ where: { shopId } })) ??
      (await db().backfill.create({ data: { shopId, days: 7, since: now } }));
    await db().backfillItem.create({
      data: {
        backfillId: backfill.id,
        gid: `gid://shopify/Fulfillment/${id}`,
        parcels: 1,
        snapshot: { order_id: orderId, tracking_numbers: [number] },
      },
    });
  }

  const addDelivery = (delivery: {
    shopDomain: string;
    topic?: string;
    body: string;
    processedAt?: Date | null;
  }) =>
    db().webhookDelivery.create({
      data: {
        dedupeKey: Buffer.from(crypto.randomUUID()),
        shopDomain: delivery.shopDomain,
        topic: delivery.topic ?? "fulfillments/create",
        webhookId: crypto.randomUUID(),
        body: Buffer.from(delivery.body),
        processedAt: delivery.processedAt ?? null,
      },
    });

  return {
    database,
    ids,
    addParcel,
    addDelivery,
    addEvent,
    addPush,
    createTracking,
    /** Every row of every table, raw texts decoded. */
    async dump() {
      const { rows } = await database.pool.query<{ name: string }>(
        "SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
      );
      const dumps = await Promise.all(
        rows.map(({ name }) => database.pool.query(`SELECT * FROM ${name}`)),
      );
      return JSON.stringify(
        dumps.map(({ rows }) => rows as unknown[]),
        (_key, value: unknown) => (isBuffer(value) ? text(value) : value),
      );
    },
  };
}

type JsonBuffer = { type: "Buffer"; data: number[] };
const isBuffer = (value: unknown): value is JsonBuffer =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  value.type === "Buffer";
const text = ({ data }: JsonBuffer) => Buffer.from(data).toString("utf8");
