import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { applyReports } from "#app/features/trackings/apply-report.server.ts";
import { restartTracking } from "#app/features/trackings/restart-tracking.server.ts";
import { lockTrackings } from "#app/features/trackings/lock-tracking.server.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { refreshStatus } from "./refresh-status.server.ts";
import { wakeAccounts } from "./wake-accounts.server.ts";

type Asked = { shopId: string; shipmentId: string; actor: string };

const nothingNew = { statusCode: null, expired: false, items: [] };

/**
 * KeyDelivery stopped asking for this parcel: it is created anew, as the next generation of its tracking, with the
 * scans that are known, or joins the one that another shop made of it. Where KeyDelivery does not begin again it is polled for 30 days.
 * @throws NotFoundError for an unknown shipment, another shop's, or one that has not expired
 */
export async function restartShipment(app: App, asked: Asked): Promise<void> {
  const account = await inTransaction(app.db, (tx) => restart(app, tx, asked));
  await wakeAccounts(app, [account]);
}

async function restart(app: App, tx: Transaction, asked: Asked) {
  const { shopId, shipmentId, actor } = asked;
  const now = app.clock.now();
  const old = await lockExpired(tx, asked);
  const account = await findServingAccount(tx, shopId);
  if (!account) throw new NotFoundError("account");
  const { tracking, isNew } = await restartTracking(tx, app.callbackTokens, {
    account,
    old,
    shopId,
    now,
  });
  const trackingId = tracking.id;
  const moved = { trackingId: old.id, shopId, endedAt: null };
  const shipments = await tx.shipment.findMany({
    where: moved,
    select: { fulfillmentId: true },
  });
  await tx.shipment.updateMany({ where: moved, data: { trackingId } });
  // Another shop's parcel may still be asked for there.
  await releaseTrackings(tx, [old.id]);
  await tx.auditEntry.create({
    data: { shopId, shipmentId, actor, action: "tracking_restarted" },
  });
  // One that goes on has its status, and fulfillments of others, which are locked before their tracking or not at all.
  if (isNew)
    await applyReports(tx, {
      told: [{ trackingId, report: nothingNew, source: "realtime" }],
      now,
    });
  for (const { fulfillmentId } of shipments)
    await refreshStatus(app, tx, fulfillmentId);
  return account.id;
}

// With all generations of its number, in their order: two shops that restart it from different ones would else wait for
// each other.
async function lockExpired(tx: Transaction, { shopId, shipmentId }: Asked) {
  const shipment = await tx.shipment.findFirst({
    where: { id: shipmentId, shopId, endedAt: null },
    select: { tracking: true },
  });
  if (!shipment?.tracking) throw new NotFoundError("shipment");
  const { id, accountId, carrierId, number } = shipment.tracking;
  const generations = await tx.tracking.findMany({
    where: { accountId, carrierId, number },
    select: { id: true },
  });
  const asked = generations.map(({ id: trackingId }) => ({ trackingId }));
  const locked = await lockTrackings(tx, asked);
  const tracking = locked.find(({ trackingId }) => trackingId === id)?.tracking;
  if (tracking?.status !== "expired" || tracking.registration !== "registered")
    throw new NotFoundError("expired shipment");
  return tracking;
}
