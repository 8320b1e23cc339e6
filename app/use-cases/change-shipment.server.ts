import type { Shipment } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { setCarrier } from "#app/features/carriers/set-carrier.server.ts";
import { retryRegistration } from "#app/features/trackings/retry-registration.server.ts";
import { refreshStatus } from "./refresh-status.server.ts";
import { trackShipment } from "./track-shipment.server.ts";

/** Of a live parcel with a number. The caller holds the lock on its fulfillment's row. */
export type LockedShipment = Shipment & {
  fulfillment: { trackingCompany: string | null };
};

export type ChangeAsked = {
  shopId: string;
  actor: string;
  /** Its turn among what waits to be registered; left out: the first. */
  priority?: number | undefined;
};

/**
 * The merchant says who carries this parcel; registration goes on.
 * @returns the account to wake after the commit
 */
export async function chooseCarrierOf(
  app: App,
  tx: Transaction,
  known: LockedShipment,
  asked: ChangeAsked & { carrierId: string },
): Promise<string | undefined> {
  const { shopId, actor, carrierId } = asked;
  const choice = { shopId, shipmentId: known.id, carrierId, actor };
  return track(app, tx, await setCarrier(tx, choice), { ...asked, known });
}

/**
 * Registers now what failed, waits, or was left out by the merchant's settings.
 * @returns the account to wake after the commit
 */
export async function retryOf(
  app: App,
  tx: Transaction,
  known: LockedShipment,
  asked: ChangeAsked,
): Promise<string | undefined> {
  const { shopId, actor, priority } = asked;
  const action = "registration_retried";
  await tx.auditEntry.create({
    data: { shopId, shipmentId: known.id, actor, action },
  });
  if (known.trackingId)
    await retryRegistration(tx, {
      ...{ trackingId: known.trackingId, shopId, priority },
      now: app.clock.now(),
    });
  const shipment = await tx.shipment.update({
    where: { id: known.id },
    data: { hold: "none", holdReason: null },
  });
  return track(app, tx, shipment, { ...asked, known });
}

async function track(
  app: App,
  tx: Transaction,
  shipment: Shipment,
  asked: ChangeAsked & { known: LockedShipment },
) {
  const { shopId, known, priority = 0 } = asked;
  const account = await trackShipment(app, tx, shipment, {
    shopId,
    company: known.fulfillment.trackingCompany,
    priority,
    now: app.clock.now(),
    byPerson: true,
  });
  await refreshStatus(app, tx, known.fulfillmentId);
  return account;
}
