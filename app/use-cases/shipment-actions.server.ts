import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import { companyOfShipment } from "#app/domain/shipment-company.ts";
import { rememberCarrier } from "#app/features/carriers/remember-carrier.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import {
  chooseCarrierOf,
  retryOf,
  type LockedShipment,
} from "./change-shipment.server.ts";
import { beginShopWork } from "./shop-work-job.server.ts";
import { wakeAccounts } from "./wake-accounts.server.ts";

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
  await actOnShipment(app, asked, async (tx, shipment) => {
    const account = await chooseCarrierOf(app, tx, shipment, asked);
    const { trackingCompany } = shipment.fulfillment;
    const company = companyOfShipment(shipment, trackingCompany);
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
      await beginShopWork(app, tx, { shopId, kind: "company", companyKey });
    return account;
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
  await actOnShipment(app, asked, (tx, shipment) =>
    retryOf(app, tx, shipment, asked),
  );
}

async function actOnShipment(
  app: App,
  asked: ShipmentAction,
  change: (
    tx: Transaction,
    shipment: LockedShipment,
  ) => Promise<string | undefined>,
) {
  const account = await inTransaction(app.db, async (tx) =>
    change(tx, await lockShipment(tx, asked)),
  );
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
