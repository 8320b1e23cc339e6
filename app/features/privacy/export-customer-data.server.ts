import type { Transaction } from "#app/db.server.ts";

const keptMs = 30 * 86_400_000;
// Carriers recycle numbers: what is older tells of somebody else's parcel. As the status counts it.
const eventsBeforeMs = 14 * 86_400_000;

/** Collects what is held for these orders of the shop; the merchant can fetch it for 30 days. */
export async function exportCustomerData(
  tx: Transaction,
  asked: { shopId: string; requestId: string; orderGids: string[]; now: Date },
): Promise<void> {
  const { shopId, requestId, orderGids, now } = asked;
  const fulfillments = await collect(tx, shopId, orderGids);
  // Dates become text; what is sent again changes nothing.
  const content = JSON.parse(JSON.stringify({ fulfillments })) as {
    fulfillments: object[];
  };
  await tx.dataExport.createMany({
    data: [
      {
        shopId,
        requestId,
        content,
        createdAt: now,
        expiresAt: new Date(now.getTime() + keptMs),
      },
    ],
    skipDuplicates: true,
  });
}

async function collect(tx: Transaction, shopId: string, orderGids: string[]) {
  const fulfillments = await tx.fulfillment.findMany({
    where: { shopId, orderGid: { in: orderGids } },
    orderBy: { id: "asc" },
    select: {
      gid: true,
      orderGid: true,
      orderName: true,
      name: true,
      trackingCompany: true,
      shopifyStatus: true,
      shopifyCreatedAt: true,
      originRegion: true,
      originCountry: true,
      status: true,
      shipments: {
        where: { shopId },
        orderBy: { id: "asc" },
        select: shipmentColumns,
      },
    },
  });
  return fulfillments.map((fulfillment) => ({
    ...fulfillment,
    shipments: fulfillment.shipments.map(withOwnEvents),
  }));
}

const shipmentColumns = {
  numberRaw: true,
  trackingUrl: true,
  destinationCity: true,
  destinationRegion: true,
  destinationCountry: true,
  carrierId: true,
  shippedAt: true,
  endedAt: true,
  endReason: true,
  tracking: {
    select: {
      status: true,
      events: {
        where: { kind: "item" as const },
        orderBy: { sortTime: "asc" as const },
        select: {
          sortTime: true,
          timeText: true,
          context: true,
          code: true,
          description: true,
          area: true,
          location: true,
        },
      },
    },
  },
  auditEntries: {
    orderBy: { createdAt: "asc" as const },
    select: { action: true, detail: true, createdAt: true },
  },
};

type Held = {
  shippedAt: Date;
  tracking: { events: { sortTime: string }[] } | null;
};

function withOwnEvents<Shipment extends Held>(shipment: Shipment) {
  if (!shipment.tracking) return shipment;
  const from = new Date(shipment.shippedAt.getTime() - eventsBeforeMs)
    .toISOString()
    .slice(0, 19)
    .replace("T", " ");
  const events = shipment.tracking.events.filter(
    ({ sortTime }) => sortTime === "" || sortTime >= from,
  );
  return { ...shipment, tracking: { ...shipment.tracking, events } };
}
