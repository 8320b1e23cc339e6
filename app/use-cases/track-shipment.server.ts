import type { KeyDeliveryAccount, Shipment, Tracking } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { companyKey } from "#app/domain/company-key.ts";
import { companyOfShipment } from "#app/domain/shipment-company.ts";
import type {
  Detection,
  ResolvedCarrier,
} from "#app/features/carriers/resolve-carrier.ts";
import { findRunningTracking } from "#app/features/trackings/find-running-tracking.server.ts";
import { isHeldByImport } from "#app/features/trackings/held-by-import.server.ts";
import { findOrCreateTracking } from "#app/features/trackings/link-tracking.server.ts";
import { resumeChecks } from "#app/features/trackings/resume-checks.server.ts";
import { retryRegistration } from "#app/features/trackings/retry-registration.server.ts";
import { checkOrderTags, detectCarrier } from "#app/jobs/definitions.ts";
import {
  admitShipment,
  staysLeftOut,
  type Admission,
  type ShopRules,
} from "./admit-shipment.ts";
import {
  holdShipment,
  linkShipment,
  type TrackingWork,
} from "./link-shipment.server.ts";
import { resolveShipmentCarrier } from "./resolve-shipment-carrier.server.ts";

export type TrackOptions = {
  shopId: string;
  /** Of the fulfillment. */
  company: string | null;
  now: Date;
  /** 0 live, 1 gap and what was changed with many others, 2 backfill. */
  priority: number;
  /** Asked where nobody decided yet; left out: the parcel passed when it came. */
  rules?: ShopRules | undefined;
  /** Its company or destination is another one now. */
  isChanged?: boolean;
  /** A person asked for it: what failed or was left out is tried all the same. */
  byPerson?: boolean;
  detection?: Detection;
};

type Admitted = Extract<Admission, { kind: "admitted" }>;
type Work = TrackingWork & { options: TrackOptions };

/**
 * Resolves a live shipment's carrier and links it to the tracking that carries its number.
 * The caller holds the lock on the fulfillment's row and refreshes its status afterwards.
 * @returns the account to wake, when something may wait for it
 */
export async function trackShipment(
  app: Pick<App, "queue" | "callbackTokens" | "tracing">,
  tx: Transaction,
  shipment: Shipment,
  asked: TrackOptions,
): Promise<string | undefined> {
  if (staysLeftOut(shipment, asked)) return undefined;
  const company = companyOfShipment(shipment, asked.company);
  const options = { ...asked, company };
  const admission = admitShipment(shipment, options);
  const work = { tx, shipment, options, company, admission };
  const running = await findRunningTracking(tx, shipment);
  const account = await findServingAccount(tx, options.shopId);
  const refused = options.byPerson ? [] : [...shipment.refusedCarriers];
  for (;;) {
    const resolution = await resolveShipmentCarrier(tx, shipment, {
      company,
      refused,
      detection: options.detection ?? { kind: "not_asked" },
      running,
    });
    const carrier =
      resolution.kind === "resolved" ? resolution.carrier : undefined;
    if (running && running.carrierId === carrier?.carrierId)
      return keep(work, running);
    if (admission.kind !== "admitted") return leaveOut(app, work, admission);
    if (resolution.kind === "detect")
      return waitForDetection(app, work, refused);
    if (!carrier) {
      const reason = refused.length > 0 ? "carrier_refused" : null;
      return holdShipment(work, "needs_carrier", reason, refused);
    }
    const tracking =
      account &&
      (await findTracking(app, { ...work, admission }, account, carrier));
    if (!tracking || !isRefused(tracking))
      return linkShipment(work, { carrier, tracking, refused });
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

async function leaveOut(
  app: Pick<App, "queue">,
  work: Work,
  admission: Exclude<Admission, Admitted>,
) {
  if (admission.kind === "left_out")
    return holdShipment(work, "ignored", admission.reason);
  await holdShipment(work, "checking_rules", null);
  const { fulfillmentId } = work.shipment;
  await app.queue.enqueue(
    checkOrderTags,
    { fulfillmentId },
    { tx: work.tx, singletonKey: fulfillmentId },
  );
  return undefined;
}

async function findTracking(
  app: Pick<App, "callbackTokens" | "tracing">,
  { tx, shipment, options, admission }: Work & { admission: Admitted },
  account: KeyDeliveryAccount,
  carrier: ResolvedCarrier,
) {
  const { now } = options;
  const isHeld = !options.byPerson && (await isHeldByImport(tx, shipment));
  const tracking = await findOrCreateTracking(tx, app.callbackTokens, {
    account,
    shopId: options.shopId,
    carrierId: carrier.carrierId,
    number: shipment.number,
    shippedAt: shipment.shippedAt,
    priority: options.priority,
    notBefore: admission.registerAt,
    isHeld,
    cause: app.tracing.current(),
    now,
  });
  if (options.byPerson && tracking.registration === "failed") {
    await retryRegistration(tx, {
      trackingId: tracking.id,
      shopId: options.shopId,
      priority: options.priority,
      now,
    });
    return { ...tracking, registration: "waiting" as const };
  }
  await resumeChecks(tx, tracking, now);
  return tracking;
}

const isRefused = ({ registration, lastAnswerCode }: Tracking) =>
  registration === "failed" && lastAnswerCode === "405";

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
  if (!isAsked) await holdShipment(work, "detecting", null, refused);
  const { id: shipmentId } = shipment;
  await app.queue.enqueue(
    detectCarrier,
    { shipmentId },
    { tx: work.tx, singletonKey: shipmentId },
  );
  return undefined;
}
