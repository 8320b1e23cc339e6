import type { Transaction } from "#app/db.server.ts";
import { deleteUnneededTrackings } from "./delete-unneeded-trackings.server.ts";

const blank = Buffer.from("{}");

/**
 * Forgets what these orders of the shop tell of a customer: destinations, numbers, the events of their
 * parcels, and the raw deliveries and pushes they came from. The shipments end as redacted and leave their
 * tracking, so that a later push finds nothing to be written to; a tracking that another shipment needs
 * (an operator's account serves several shops) stays for that one.
 */
export async function redactCustomer(
  tx: Transaction,
  asked: { shopId: string; shopDomain: string; orderGids: string[]; now: Date },
): Promise<void> {
  const { shopId, orderGids, now } = asked;
  const fulfillments = await tx.fulfillment.findMany({
    where: { shopId, orderGid: { in: orderGids } },
    orderBy: { id: "asc" },
    select: {
      id: true,
      gid: true,
      shipments: { select: { id: true, trackingId: true } },
    },
  });
  if (fulfillments.length === 0) return;
  const ended = { endedAt: now, endReason: "redacted" };
  await tx.fulfillment.updateMany({
    where: { id: { in: fulfillments.map(({ id }) => id) } },
    data: ended,
  });
  const shipments = fulfillments.flatMap(
    (fulfillment) => fulfillment.shipments,
  );
  for (const { id } of shipments)
    await tx.shipment.update({
      where: { id },
      // The number is part of the key within a fulfillment: the row's own id keeps it unique.
      data: {
        ...ended,
        trackingId: null,
        number: `REDACTED-${id}`,
        numberRaw: "",
        trackingUrl: null,
        destinationCity: null,
        destinationRegion: null,
        destinationCountry: null,
      },
    });
  await blankDeliveries(
    tx,
    asked.shopDomain,
    fulfillments.map(({ gid }) => gid),
  );
  await deleteUnneededTrackings(
    tx,
    shipments.flatMap(({ trackingId }) => trackingId ?? []),
  );
}

// The gid is in the body of each delivery of its fulfillment. Bounded by the shop's deliveries of one topic.
async function blankDeliveries(
  tx: Transaction,
  shopDomain: string,
  gids: string[],
) {
  for (const gid of gids)
    await tx.$executeRaw`
      UPDATE webhook_delivery SET body = ${blank}, outcome = 'redacted',
        processed_at = COALESCE(processed_at, now())
      WHERE shop_domain = ${shopDomain} AND topic IN ('fulfillments/create', 'fulfillments/update')
        AND position(convert_to(${`"${gid}"`}, 'UTF8') IN body) > 0`;
}
