import type { Fulfillment, Shipment } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { countryCodeOf } from "#app/domain/country-code.ts";
import { orderKeyOf } from "#app/domain/order-key.ts";
import type { FulfillmentSnapshot } from "./fulfillment-payload.ts";
import { importedCompanyOf, type ShipmentPlan } from "./plan-shipments.ts";

/**
 * Brings the shipments of a fulfillment to what was planned. The caller holds the lock on the fulfillment's row.
 * @returns those that are new
 */
export async function carryOutPlan(
  tx: Transaction,
  fulfillment: Fulfillment,
  asked: { shopId: string; snapshot: FulfillmentSnapshot; now: Date },
  plan: ShipmentPlan,
): Promise<Shipment[]> {
  const { snapshot, now } = asked;
  const common = {
    orderName: snapshot.orderName,
    orderKey: orderKeyOf(snapshot.orderName),
    destinationCity: snapshot.destination.city,
    destinationRegion: snapshot.destination.region,
    destinationCountry: snapshot.destination.country,
    destinationCode: countryCodeOf(snapshot.destination.country),
  };
  for (const { shipment, reason } of plan.end)
    await tx.shipment.update({
      where: { id: shipment.id },
      data: { endedAt: now, endReason: reason },
      select: { id: true },
    });
  for (const { shipment, shipped } of plan.keep)
    await tx.shipment.update({
      where: { id: shipment.id },
      data: {
        ...common,
        ...(shipped && {
          number: shipped.number,
          numberRaw: shipped.raw,
          trackingUrl: shipped.url,
        }),
        importedCompany: importedCompanyOf(shipment, snapshot, shipped),
        hold: plan.holdOf(shipment, shipped),
        endedAt: null,
        endReason: null,
      },
      select: { id: true },
    });
  return tx.shipment.createManyAndReturn({
    data: plan.create.map((shipped) => ({
      ...common,
      shopId: asked.shopId,
      fulfillmentId: fulfillment.id,
      number: shipped?.number ?? "",
      numberRaw: shipped?.raw ?? "",
      trackingUrl: shipped?.url ?? null,
      hold: shipped ? ("none" as const) : ("no_number" as const),
      shippedAt: snapshot.createdAt,
    })),
  });
}
