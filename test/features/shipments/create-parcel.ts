import type { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

export const shippedAt = new Date("2026-11-23T10:00:00Z");
let count = 0;

export async function createShop(db: Database, domain: string) {
  return db.shop.create({ data: { domain, installedAt: shippedAt } });
}

/** A parcel of order #1001, or of the order that is named. */
export async function createParcel(
  db: Database,
  shopId: string,
  data: Partial<Prisma.ShipmentUncheckedCreateInput> & {
    orderGid?: string;
  } = {},
) {
  const { orderGid = "gid://shopify/Order/1001", ...rest } = data;
  const order = { orderName: "#1001", orderKey: "1001", ...rest };
  const fulfillment = await db.fulfillment.create({
    data: {
      shopId,
      gid: `gid://shopify/Fulfillment/${++count}`,
      orderGid,
      orderName: order.orderName,
      name: `${order.orderName}.1`,
      shopifyStatus: "success",
      shopifyCreatedAt: shippedAt,
      shopifyUpdatedAt: shippedAt,
    },
  });
  const number = rest.number ?? `TEST${count}`;
  return db.shipment.create({
    data: {
      shopId,
      fulfillmentId: fulfillment.id,
      shippedAt,
      ...order,
      number,
      numberRaw: number,
    },
  });
}

/** The tracking that both or more parcels share. */
export async function createTracking(
  db: Database,
  data: Partial<Prisma.TrackingUncheckedCreateInput> = {},
) {
  const fingerprint = "operator";
  const account =
    (await db.keyDeliveryAccount.findFirst({ where: { fingerprint } })) ??
    (await db.keyDeliveryAccount.create({
      data: { apiKeyHint: "0000", fingerprint },
    }));
  return db.tracking.create({
    data: {
      accountId: account.id,
      carrierId: "usps",
      number: "SHARED",
      ref: "ref",
      callbackKeyId: 1,
      registration: "registered",
      status: "in_transit",
      ...data,
    },
  });
}
