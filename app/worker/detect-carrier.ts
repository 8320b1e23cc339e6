import type { Shipment } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { noteCandidates } from "#app/features/carriers/note-candidates.server.ts";
import type { Detection } from "#app/features/carriers/resolve-carrier.ts";
import { detectCarrier as detectCarrierJob } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import type { DetectedCarrier } from "#app/keydelivery/index.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { refreshStatus } from "#app/use-cases/refresh-status.server.ts";
import { trackShipment } from "#app/use-cases/track-shipment.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";
import {
  askKeyDelivery,
  type Asked,
} from "#app/use-cases/ask-keydelivery.server.ts";
import {
  hasAllowance,
  takeAllowance,
} from "#app/use-cases/take-allowance.server.ts";

const minute = 60_000;
// Then a likely carrier is taken without detection's word, ...
const assumeAfterMs = 2 * minute;
// ... and where none is likely a person is asked.
const giveUpAfterMs = 60 * minute;

/** Asks who may carry a shipment's number, and goes on with what it hears. */
export async function detectCarrier(
  app: App,
  { shipmentId }: { shipmentId: string },
  signal: AbortSignal,
): Promise<JobNote> {
  const shipment = await findDetecting(app, shipmentId);
  if (!shipment) return { outcome: "not_needed" };
  const outcome = await detect(app, shipment, signal);
  return { shop: shipment.shop.domain, outcome };
}

type Detecting = NonNullable<Awaited<ReturnType<typeof findDetecting>>>;

/** Says how it ended. */
async function detect(app: App, shipment: Detecting, signal: AbortSignal) {
  const { id: shipmentId } = shipment;
  const account = await findServingAccount(app.db, shipment.shopId);
  if (!account) return "no_account";
  const { domain } = shipment.shop;
  const allowance = { what: "detect", account, domain } as const;
  if (!(await hasAllowance(app, allowance))) {
    await goOnUnasked(app, shipment);
    return "no_allowance";
  }
  const asked = await askKeyDelivery(
    app,
    account,
    signal,
    (credentials) =>
      app.keydelivery.detectCarriers(credentials, shipment.number, { signal }),
    { mayCall: () => takeAllowance(app, allowance), canComeBack: true },
  );
  // Paused: the sweep comes back when the account does.
  if (asked.outcome === "not_possible") return asked.outcome;
  const detected = answerOf(asked);
  const detection = detectionOf(detected, shipment, app.clock.now());
  if (detection) await goOn(app, shipmentId, detected ?? [], detection);
  if (asked.outcome === "busy")
    await app.queue.enqueue(
      detectCarrierJob,
      { shipmentId },
      {
        singletonKey: shipmentId,
        startAfter: comeBackAt(shipment, asked.retryAt),
      },
    );
  if (!detected && asked.outcome === "failed") throw asked.error;
  return asked.outcome;
}

// The longer it has waited the later, so that thousands that wait for one account keep nobody busy.
function comeBackAt({ updatedAt }: Shipment, earliest: Date) {
  const waitedMs = earliest.getTime() - updatedAt.getTime();
  const ms = Math.min(Math.max(waitedMs / 2, 1_000), 2 * minute);
  return new Date(earliest.getTime() + ms * Math.random());
}

// As where detection is down, but at once: a likely carrier is taken, and after an hour a person is asked.
async function goOnUnasked(app: App, shipment: Shipment) {
  const detection = detectionOf(undefined, shipment, app.clock.now());
  await goOn(app, shipment.id, [], detection ?? { kind: "down" });
}

// A number that it refuses to look at has no candidates.
function answerOf(asked: Asked<DetectedCarrier[]>) {
  if (asked.outcome === "answered") return asked.answer;
  const isRefused =
    asked.outcome === "failed" && asked.error.remedy === "ask_person";
  return isRefused ? [] : undefined;
}

function detectionOf(
  detected: readonly DetectedCarrier[] | undefined,
  { updatedAt }: Shipment,
  now: Date,
): Detection | undefined {
  if (detected)
    return {
      kind: "answered",
      carrierIds: detected.map(({ carrierId }) => carrierId),
    };
  const waitedMs = now.getTime() - updatedAt.getTime();
  if (waitedMs > giveUpAfterMs) return { kind: "answered", carrierIds: [] };
  return waitedMs > assumeAfterMs ? { kind: "down" } : undefined;
}

async function goOn(
  app: App,
  shipmentId: string,
  detected: readonly DetectedCarrier[],
  detection: Detection,
) {
  const account = await inTransaction(app.db, async (tx) => {
    await tx.$queryRaw`SELECT fulfillment.id FROM fulfillment
        JOIN shipment ON shipment.fulfillment_id = fulfillment.id
        WHERE shipment.id = ${shipmentId}::uuid FOR UPDATE OF fulfillment`;
    const shipment = await tx.shipment.findFirst({
      where: { id: shipmentId, hold: "detecting", endedAt: null },
      include: { fulfillment: true },
    });
    if (!shipment) return undefined;
    const { shopId, fulfillment } = shipment;
    if (detected.length > 0) await noteCandidates(tx, [shipmentId], detected);
    const wake = await trackShipment(app, tx, shipment, {
      shopId,
      company: fulfillment.trackingCompany,
      priority: fulfillment.origin === "backfill" ? 2 : 0,
      now: app.clock.now(),
      detection,
    });
    await refreshStatus(app, tx, fulfillment.id);
    return wake;
  });
  await wakeAccounts(app, [account]);
}

const findDetecting = (app: App, id: string) =>
  app.db.shipment.findFirst({
    where: {
      id,
      hold: "detecting",
      endedAt: null,
      shop: { state: { not: "uninstalled" } },
    },
    include: { shop: { select: { domain: true } } },
  });
