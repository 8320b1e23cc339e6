import type { Transaction } from "#app/db.server.ts";

const keptMs = 30 * 86_400_000;

/** Collects what is held for these orders of the shop; the merchant can fetch it for 30 days. */
export async function exportCustomerData(
  tx: Transaction,
  asked: { shopId: string; requestId: string; orderGids: string[]; now: Date },
): Promise<void> {
  const { shopId, requestId, orderGids, now } = asked;
  const fulfillments = await tx.fulfillment.findMany({
    where: { shopId, orderGid: { in: orderGids } },
    select: {
      gid: true,
      orderGid: true,
      orderName: true,
      trackingCompany: true,
      shopifyStatus: true,
      shopifyCreatedAt: true,
      status: true,
      shipments: {
        where: { shopId },
        select: {
          numberRaw: true,
          trackingUrl: true,
          destinationCity: true,
          destinationRegion: true,
          destinationCountry: true,
          carrierId: true,
          tracking: {
            select: {
              status: true,
              events: {
                where: { kind: "item" },
                orderBy: { sortTime: "asc" },
                select: {
                  timeText: true,
                  context: true,
                  area: true,
                  location: true,
                },
              },
            },
          },
        },
      },
    },
  });
  const content = JSON.parse(JSON.stringify({ fulfillments })) as {
    fulfillments: object[];
  };
  await tx.dataExport.upsert({
    where: { shopId_requestId: { shopId, requestId } },
    create: {
      shopId,
      requestId,
      content,
      createdAt: now,
      expiresAt: new Date(now.getTime() + keptMs),
    },
    update: {},
  });
}
