import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { ExpectedDays } from "#app/domain/expected-days.ts";
import { shopDayOf } from "#app/domain/shop-day.ts";
import { estimateDelivery } from "#app/features/estimates/estimate-delivery.ts";
import { loadKeptTransit } from "#app/features/estimates/load-kept-transit.server.ts";
import {
  isExpected,
  type ShownKey,
} from "#app/features/shipments/shown-state.ts";

type AwaitedParcel = {
  carrierId: string | null;
  /** ISO code; null where it is not known. */
  destinationCode: string | null;
  shippedAt: Date;
  /** The kept state of the shipment. */
  state: string;
};

/** When the parcels of a shop should arrive, in their order; null for one that nothing can be said of. */
export async function expectParcels(
  { db, clock }: Pick<App, "db" | "clock">,
  { id: shopId, timeZone }: Pick<Shop, "id" | "timeZone">,
  parcels: readonly AwaitedParcel[],
): Promise<(ExpectedDays | null)[]> {
  const now = clock.now();
  const isAwaited = ({ carrierId, state }: AwaitedParcel) =>
    carrierId !== null && isExpected(state as ShownKey);
  const kept = await loadKeptTransit(db, {
    shopId,
    parcels: parcels
      .filter(isAwaited)
      .map(({ carrierId, destinationCode }) => ({
        carrierId: carrierId ?? "",
        country: destinationCode ?? "",
      })),
  });
  return parcels.map((parcel) => {
    const estimate =
      isAwaited(parcel) &&
      estimateDelivery({
        kept: kept.get(parcel.carrierId ?? "") ?? [],
        country: parcel.destinationCode ?? "",
        shippedAt: parcel.shippedAt,
        now,
      });
    if (!estimate) return null;
    const dayOf = (moment: string) => shopDayOf(new Date(moment), timeZone);
    const { from, to } = estimate;
    return { from: dayOf(from), to: dayOf(to), parcels: estimate.parcels };
  });
}
