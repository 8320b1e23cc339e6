import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { takeLeftAsleep } from "#app/features/backfill/left-asleep.server.ts";
import { markImported } from "#app/features/backfill/mark-imported.server.ts";
import type { FulfillmentSnapshot } from "#app/features/fulfillments/fulfillment-payload.ts";
import { recordAndTrack } from "./record-and-track.server.ts";
import { refreshStatus } from "./refresh-status.server.ts";
import { trackShipment } from "./track-shipment.server.ts";

type Asked = {
  shopId: string;
  backfillId: string;
  snapshot: FulfillmentSnapshot;
};

/**
 * A fulfillment of before, as it was counted: the merchant asked for it, and the rules spoke then.
 * @returns the accounts to wake after the commit
 */
export async function importFulfillment(
  app: App,
  tx: Transaction,
  { shopId, backfillId, snapshot }: Asked,
): Promise<string[]> {
  const { wake } = await recordAndTrack(app, tx, {
    shopId,
    snapshot,
    origin: "backfill",
  });
  const imported = { shopId, backfillId, gid: snapshot.gid };
  const left = await takeLeftAsleep(tx, imported);
  if (left.length > 0) return [...wake, ...(await goOn(app, tx, left))];
  await markImported(tx, imported);
  return wake;
}

// In the order of their numbers, as trackAll of record-and-track.server.ts.
async function goOn(app: App, tx: Transaction, ids: string[]) {
  const shipments = await tx.shipment.findMany({
    where: { id: { in: ids } },
    include: { fulfillment: { select: { id: true, trackingCompany: true } } },
  });
  const wake: string[] = [];
  for (const shipment of shipments.toSorted((one, other) =>
    one.number < other.number ? -1 : 1,
  )) {
    const account = await trackShipment(app, tx, shipment, {
      shopId: shipment.shopId,
      company: shipment.fulfillment.trackingCompany,
      priority: 2,
      now: app.clock.now(),
    });
    if (account) wake.push(account);
  }
  const [first] = shipments;
  if (first) await refreshStatus(app, tx, first.fulfillmentId);
  return wake;
}
