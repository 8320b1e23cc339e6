import type { Database } from "#app/db.server.ts";

/** What makes a parcel shipped a day ago expected, by 30 earlier ones that took three to four days. */
export async function expectParcels(db: Database, shopDomain: string) {
  const { id: shopId } = await db.shop.findUniqueOrThrow({
    where: { domain: shopDomain },
  });
  await db.transitTime.create({
    data: { shopId, carrierId: "ups", area: "", halfDays: 8, parcels: 30 },
  });
  await db.shipment.updateMany({
    where: { shopId },
    data: { shippedAt: new Date(Date.now() - 86_400_000) },
  });
}

let count = 0;
/** Parcels on their way, each with a scan. */
export async function shipParcels(
  db: Database,
  shopDomain: string,
  parcels: { number: string; order: string; status?: "delivered" }[],
  event: Record<string, string> = {},
) {
  const shop = await db.shop.upsert({
    where: { domain: shopDomain },
    create: { domain: shopDomain, installedAt: new Date() },
    update: {},
  });
  for (const { number, order, status } of parcels) {
    const account = await db.keyDeliveryAccount.upsert({
      where: { id: "00000000-0000-7000-8000-000000000001" },
      create: {
        id: "00000000-0000-7000-8000-000000000001",
        apiKeyHint: "0000",
        fingerprint: "operator",
      },
      update: {},
    });
    const tracking = await db.tracking.create({
      data: {
        accountId: account.id,
        carrierId: "ups",
        number: `${number} ${shopDomain}`,
        ref: `ref${++count}`,
        callbackKeyId: 1,
        registration: "registered",
        status: status ?? "in_transit",
        events: {
          create: {
            identity: `one${count}`,
            timeText: "2026-11-22 10:11:12",
            sortTime: "2026-11-22 10:11:12",
            context: "SIGNED BY JANE DOE",
            code: "0",
            location: "Leipzig",
            ...event,
          },
        },
      },
    });
    await db.fulfillment.create({
      data: {
        shopId: shop.id,
        gid: `gid://shopify/Fulfillment/${count}`,
        orderGid: `gid://shopify/Order/${order}`,
        orderName: order,
        name: `${order}.1`,
        shopifyStatus: "success",
        shopifyCreatedAt: new Date("2026-11-20T10:00:00Z"),
        shopifyUpdatedAt: new Date(),
        shipments: {
          create: {
            shopId: shop.id,
            number,
            numberRaw: number,
            orderName: order,
            orderKey: order.replace("#", ""),
            carrierId: "ups",
            trackingId: tracking.id,
            trackingUrl: "https://carrier.example.com/1",
            shippedAt: new Date("2026-11-20T10:00:00Z"),
          },
        },
      },
    });
  }
}
