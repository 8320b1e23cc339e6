import type { Shipment } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import { setCarrier } from "#app/features/carriers/set-carrier.server.ts";
import { rememberCarrier } from "#app/features/carriers/remember-carrier.server.ts";
import { retryRegistration } from "#app/features/trackings/retry-registration.server.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";
import { trackWaitingShipments } from "#app/jobs/definitions.ts";
import { refreshStatus } from "./refresh-status.server.ts";
import { trackShipment } from "./track-shipment.server.ts";
import { wakeAccounts } from "./wake-accounts.server.ts";

type LockedShipment = Awaited<ReturnType<typeof lockShipment>>;
type ShipmentAction = { shopId: string; shipmentId: string; actor: string };

/**
 * The merchant says who carries this parcel; registration goes on. Remembered for the company, it is applied
 * to all parcels of the company that wait, by a job.
 * @throws NotFoundError for an unknown shipment, another shop's, or one without a number
 */
export async function chooseShipmentCarrier(
  app: App,
  asked: ShipmentAction & { carrierId: string; remember?: boolean },
): Promise<void> {
  const { shopId, shipmentId, carrierId, actor, remember } = asked;
  await actOnShipment(app, asked, async (tx, { fulfillment }) => {
    const chosen = await setCarrier(tx, {
      shopId,
      shipmentId,
      carrierId,
      actor,
    });
    const company = fulfillment.trackingCompany;
    const companyKey =
      remember &&
      (await rememberCarrier(tx, {
        shopId,
        shipmentId,
        company,
        carrierId,
        actor,
      }));
    if (companyKey)
      await app.queue.enqueue(
        trackWaitingShipments,
        { shopId, companyKey },
        { tx, singletonKey: `${shopId} ${companyKey}` },
      );
    return chosen;
  });
}

/**
 * Registers now what failed, waits, or was left out by the merchant's settings.
 * @throws NotFoundError for an unknown shipment, another shop's, or one without a number
 */
export async function retryShipment(
  app: App,
  asked: ShipmentAction,
): Promise<void> {
  await actOnShipment(app, asked, async (tx, shipment) => {
    await tx.auditEntry.create({
      data: { ...asked, action: "registration_retried" },
    });
    if (shipment.trackingId)
      await retryRegistration(tx, shipment.trackingId, app.clock.now());
    return tx.shipment.update({
      where: { id: shipment.id },
      data: { hold: "none", holdReason: null },
    });
  });
}

async function actOnShipment(
  app: App,
  asked: ShipmentAction,
  change: (tx: Transaction, shipment: LockedShipment) => Promise<Shipment>,
) {
  const now = app.clock.now();
  const act = async (tx: Transaction) => {
    const known = await lockShipment(tx, asked);
    const shipment = await change(tx, known);
    const wake = await trackShipment(app, tx, shipment, {
      shopId: asked.shopId,
      company: known.fulfillment.trackingCompany,
      priority: 0,
      now,
      byPerson: true,
    });
    await refreshStatus(app, tx, known.fulfillmentId);
    return wake;
  };
  const account = await repeatOnConflict(() => app.db.$transaction(act));
  await wakeAccounts(app, [account]);
}

async function lockShipment(
  tx: Transaction,
  { shopId, shipmentId }: ShipmentAction,
) {
  await tx.$queryRaw`SELECT fulfillment.id FROM fulfillment
    JOIN shipment ON shipment.fulfillment_id = fulfillment.id
    WHERE shipment.id = ${shipmentId}::uuid AND shipment.shop_id = ${shopId}::uuid FOR UPDATE OF fulfillment`;
  const shipment = await tx.shipment.findFirst({
    where: { id: shipmentId, shopId, endedAt: null, number: { not: "" } },
    include: { fulfillment: { select: { trackingCompany: true } } },
  });
  if (!shipment) throw new NotFoundError("shipment");
  return shipment;
}
