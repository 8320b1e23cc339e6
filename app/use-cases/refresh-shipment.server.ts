import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import { findRefresh } from "#app/features/shipments/find-refresh.server.ts";
import { openRefresh } from "#app/features/shipments/open-refreshes.server.ts";
import { refreshOf } from "#app/features/shipments/refresh-limits.ts";
import { checkTracking } from "#app/jobs/definitions.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";

type Asked = { shopId: string; shipmentId: string };

/**
 * Asks KeyDelivery for a parcel now, by the job that asks for it at other times: so it takes a slot behind
 * registrations, never runs twice at once for one tracking, and goes on when the page is closed.
 * @returns false when it is being asked, or the parcel or the shop was asked for too often
 * @throws NotFoundError for an unknown shipment, another shop's, or one that is not followed
 */
export async function refreshShipment(
  app: App,
  asked: Asked,
): Promise<boolean> {
  return inTransaction(app.db, (tx) => refresh(app, tx, asked));
}

async function refresh(
  app: App,
  tx: Transaction,
  { shopId, shipmentId }: Asked,
) {
  const now = app.clock.now();
  // One click of a shop at a time, so that the hour's are counted exactly.
  await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE`;
  const found = await findRefresh(tx, { shopId, shipmentId, now });
  if (!found) throw new NotFoundError("followed shipment");
  const { isRunning, rest } = refreshOf(found, now);
  if (isRunning || rest) return false;
  const { trackingId } = found;
  await openRefresh(tx, { shopId, trackingId, now });
  await app.queue.enqueue(
    checkTracking,
    { trackingId },
    { tx, singletonKey: trackingId, first: true },
  );
  return true;
}
