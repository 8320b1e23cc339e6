import { chooseShipmentCarrier } from "#app/use-cases/shipment-actions.server.ts";
import { fulfillment, useCore } from "./use-core.ts";

/** The app's core with parcels of companies that are known, unknown or refused. */
export function useLadder() {
  const world = useCore();
  const { core, deliver, detect, sent, shipments } = world;
  const shipmentOf = async (number: string) =>
    (await shipments()).find((one) => one.number === number)!;
  return {
    ...world,
    shipmentOf,
    /** The fulfillment's payload. */
    async ship(tracking_company: string | null, number: string) {
      const body = fulfillment({
        tracking_company,
        tracking_numbers: [number],
      });
      await deliver("fulfillments/create", body);
      return body;
    },
    detectOne: async (number: string) => detect((await shipmentOf(number)).id),
    /** Calls to KeyDelivery whose path ends so. */
    calls: (end: string) => sent.filter(({ path }) => path.endsWith(end)),
    choose: async (number: string, carrierId: string, remember = false) =>
      chooseShipmentCarrier(core.app, {
        shopId: core.shopId,
        shipmentId: (await shipmentOf(number)).id,
        actor: "merchant",
        carrierId,
        remember,
      }),
  };
}
