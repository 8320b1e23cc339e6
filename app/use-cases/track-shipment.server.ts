import type { Shipment } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { resolveCarrier } from "#app/features/carriers/resolve-carrier.ts";
import { findOrCreateTracking } from "#app/features/trackings/link-tracking.server.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";

export type TrackOptions = {
  shop: { id: string; automaticRegistration: boolean };
  company: string | null;
  now: Date;
  /** 0 live, 1 gap, 2 backfill. */
  priority: number;
};

/**
 * Resolves a live shipment's carrier and links it to the tracking that carries its number.
 * The caller holds the lock on the fulfillment's row and refreshes its status afterwards.
 * @returns the account to wake, when something may wait for it
 */
export async function trackShipment(
  tx: Transaction,
  tokens: CallbackTokens,
  shipment: Shipment,
  options: TrackOptions,
): Promise<string | undefined> {
  const { shop, now } = options;
  if (shipment.hold === "ignored") return undefined;
  const carrier = resolveCarrier({
    chosenCarrierId:
      shipment.carrierSource === "merchant" ? shipment.carrierId : null,
    company: options.company,
  });
  if (!carrier) return hold(tx, shipment, "needs_carrier", null);
  if (await isRunning(tx, shipment, carrier.carrierId)) return undefined;
  if (!shop.automaticRegistration && carrier.source !== "merchant")
    return hold(tx, shipment, "ignored", "automatic_registration_off");
  const account = await findServingAccount(tx, shop.id);
  const tracking =
    account &&
    (await findOrCreateTracking(tx, tokens, {
      account,
      shopId: shop.id,
      carrierId: carrier.carrierId,
      number: shipment.number,
      shippedAt: shipment.shippedAt,
      priority: options.priority,
      now,
    }));
  await tx.shipment.update({
    where: { id: shipment.id },
    data: {
      carrierId: carrier.carrierId,
      carrierSource: carrier.source,
      trackingId: tracking?.id ?? null,
      hold: "none",
      holdReason: null,
    },
    select: { id: true },
  });
  await releaseOther(tx, shipment, tracking?.id);
  return tracking?.registration === "waiting" ? account?.id : undefined;
}

// What is registered, or on its way, stays where it is, whatever account serves the shop now.
async function isRunning(
  tx: Transaction,
  shipment: Shipment,
  carrierId: string,
) {
  if (!shipment.trackingId) return false;
  const tracking = await tx.tracking.findUnique({
    where: { id: shipment.trackingId },
    select: { carrierId: true, number: true, registration: true },
  });
  return (
    tracking?.carrierId === carrierId &&
    tracking.number === shipment.number &&
    (tracking.registration === "registered" ||
      tracking.registration === "registering")
  );
}

async function hold(
  tx: Transaction,
  shipment: Shipment,
  hold: "needs_carrier" | "ignored",
  reason: string | null,
) {
  await tx.shipment.update({
    where: { id: shipment.id },
    data: {
      hold,
      holdReason: reason,
      trackingId: null,
      ...(hold === "needs_carrier" && { carrierId: null, carrierSource: null }),
    },
    select: { id: true },
  });
  await releaseOther(tx, shipment, undefined);
  return undefined;
}

async function releaseOther(
  tx: Transaction,
  shipment: Shipment,
  linkedTo: string | undefined,
) {
  if (shipment.trackingId && shipment.trackingId !== linkedTo)
    await releaseTrackings(tx, [shipment.trackingId]);
}
