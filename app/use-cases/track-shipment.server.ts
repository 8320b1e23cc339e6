import type { KeyDeliveryAccount, Shipment, Tracking } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { companyKey } from "#app/domain/company-key.ts";
import type {
  Detection,
  ResolvedCarrier,
} from "#app/features/carriers/resolve-carrier.ts";
import { findRunningTracking } from "#app/features/trackings/find-running-tracking.server.ts";
import { findOrCreateTracking } from "#app/features/trackings/link-tracking.server.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import { resumeChecks } from "#app/features/trackings/resume-checks.server.ts";
import { retryRegistration } from "#app/features/trackings/retry-registration.server.ts";
import { detectCarrier } from "#app/jobs/definitions.ts";
import { resolveShipmentCarrier } from "./resolve-shipment-carrier.server.ts";

export type TrackOptions = {
  shop: { id: string; automaticRegistration: boolean };
  company: string | null;
  now: Date;
  /** 0 live, 1 gap, 2 backfill. */
  priority: number;
  /** A person asked for it: what failed or was switched off is tried all the same. */
  byPerson?: boolean;
  detection?: Detection;
};

type Work = { tx: Transaction; shipment: Shipment; options: TrackOptions };

/**
 * Resolves a live shipment's carrier and links it to the tracking that carries its number.
 * The caller holds the lock on the fulfillment's row and refreshes its status afterwards.
 * @returns the account to wake, when something may wait for it
 */
export async function trackShipment(
  app: Pick<App, "queue" | "callbackTokens">,
  tx: Transaction,
  shipment: Shipment,
  options: TrackOptions,
): Promise<string | undefined> {
  if (shipment.hold === "ignored") return undefined;
  const work = { tx, shipment, options };
  const running = await findRunningTracking(tx, shipment);
  const account = await findServingAccount(tx, options.shop.id);
  const refused = options.byPerson ? [] : [...shipment.refusedCarriers];
  for (;;) {
    const resolution = await resolveShipmentCarrier(tx, shipment, {
      company: options.company,
      refused,
      detection: options.detection ?? { kind: "not_asked" },
      running,
    });
    const carrier =
      resolution.kind === "resolved" ? resolution.carrier : undefined;
    if (running && running.carrierId === carrier?.carrierId)
      return keep(work, running);
    if (isSwitchedOff(work, carrier))
      return hold(work, "ignored", "automatic_registration_off");
    if (resolution.kind === "detect")
      return waitForDetection(app, work, refused);
    if (!carrier) {
      const reason = refused.length > 0 ? "carrier_refused" : null;
      return hold(work, "needs_carrier", reason, refused);
    }
    const tracking =
      account && (await findTracking(app, work, account, carrier));
    if (!tracking || !isRefused(tracking))
      return link(work, { carrier, tracking, refused });
    refused.push(carrier.carrierId);
  }
}

// What is registered, or on its way, stays where it is, whatever account serves the shop now.
async function keep({ tx, shipment, options }: Work, running: Tracking) {
  await resumeChecks(tx, running, options.now);
  if (shipment.hold !== "none")
    await tx.shipment.update({
      where: { id: shipment.id },
      data: { hold: "none", holdReason: null },
      select: { id: true },
    });
  return undefined;
}

function isSwitchedOff(
  { options }: Work,
  carrier: ResolvedCarrier | undefined,
) {
  return (
    !options.shop.automaticRegistration &&
    !options.byPerson &&
    carrier?.source !== "merchant"
  );
}

async function findTracking(
  app: Pick<App, "callbackTokens">,
  { tx, shipment, options }: Work,
  account: KeyDeliveryAccount,
  carrier: ResolvedCarrier,
) {
  const { now } = options;
  const tracking = await findOrCreateTracking(tx, app.callbackTokens, {
    account,
    shopId: options.shop.id,
    carrierId: carrier.carrierId,
    number: shipment.number,
    shippedAt: shipment.shippedAt,
    priority: options.priority,
    now,
  });
  if (options.byPerson && tracking.registration === "failed") {
    await retryRegistration(tx, tracking.id, now);
    return { ...tracking, registration: "waiting" as const };
  }
  await resumeChecks(tx, tracking, now);
  return tracking;
}

const isRefused = ({ registration, lastAnswerCode }: Tracking) =>
  registration === "failed" && lastAnswerCode === "405";

async function link(
  { tx, shipment, options }: Work,
  found: {
    carrier: ResolvedCarrier;
    tracking: Tracking | undefined;
    refused: string[];
  },
) {
  const { carrier, tracking } = found;
  await tx.shipment.update({
    where: { id: shipment.id },
    data: {
      carrierId: carrier.carrierId,
      carrierSource: carrier.source,
      companyKey: companyKey(options.company),
      refusedCarriers: found.refused,
      trackingId: tracking?.id ?? null,
      hold: "none",
      holdReason: null,
    },
    select: { id: true },
  });
  await releaseOther(tx, shipment, tracking?.id);
  return tracking?.registration === "waiting" ? tracking.accountId : undefined;
}

// The job commits with the row; the sweep finds one whose job was lost.
async function waitForDetection(
  app: Pick<App, "queue">,
  work: Work,
  refused: string[],
) {
  const { shipment, options } = work;
  const isAsked =
    shipment.hold === "detecting" &&
    shipment.companyKey === companyKey(options.company) &&
    shipment.refusedCarriers.length === refused.length;
  // It keeps the time since when it waits; the job that asks comes back by itself.
  if (isAsked && options.detection) return undefined;
  if (!isAsked) await hold(work, "detecting", null, refused);
  const { id: shipmentId } = shipment;
  await app.queue.enqueue(
    detectCarrier,
    { shipmentId },
    { tx: work.tx, singletonKey: shipmentId },
  );
  return undefined;
}

async function hold(
  { tx, shipment, options }: Work,
  hold: "needs_carrier" | "detecting" | "ignored",
  reason: string | null,
  refused?: string[],
) {
  await tx.shipment.update({
    where: { id: shipment.id },
    data: {
      hold,
      holdReason: reason,
      trackingId: null,
      companyKey: companyKey(options.company),
      ...(refused && { refusedCarriers: refused }),
      ...(hold !== "ignored" && { carrierId: null, carrierSource: null }),
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
