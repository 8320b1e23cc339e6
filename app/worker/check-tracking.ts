import type { KeyDeliveryAccount, Tracking } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { noteCandidates } from "#app/features/carriers/note-candidates.server.ts";
import { findWaiting } from "#app/features/shipments/open-refreshes.server.ts";
import { nextCheckAt } from "#app/features/trackings/check-rhythm.ts";
import type { Report } from "#app/features/trackings/facts.ts";
import {
  endChecks,
  planCheck,
} from "#app/features/trackings/plan-check.server.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { askKeyDelivery } from "#app/use-cases/ask-keydelivery.server.ts";
import { takeAllowance } from "#app/use-cases/take-allowance.server.ts";
import { wakePublishers } from "#app/use-cases/wake-publishers.server.ts";
import { answerWaiting, type CheckResult } from "./answer-waiting.ts";
import { applyToTrackings } from "./process-pushes.ts";

// Two days after it was registered, a parcel without a scan has the wrong carrier, or none yet.
const silentAfterMs = 48 * 3_600_000;

/**
 * Asks KeyDelivery for one tracking, applies the answer, and plans the next time. Whoever asked for it by hand is told
 * what it brought; trouble that may pass is tried again only where nobody was told of it.
 */
export async function checkTracking(
  app: App,
  { trackingId }: { trackingId: string },
  signal: AbortSignal,
): Promise<JobNote> {
  const now = app.clock.now();
  const waiting = await findWaiting(app.db, { trackingId, now });
  const tracking = await findFollowed(app, trackingId);
  const result = tracking
    ? await check(app, tracking, signal, !waiting)
    : await endUnfollowed(app, trackingId);
  if (waiting) await answerWaiting(app, trackingId, waiting, result);
  else if (result.outcome === "failed" && result.error.remedy === "retry")
    throw result.error;
  return { outcome: result.outcome };
}

async function endUnfollowed(app: App, id: string): Promise<CheckResult> {
  await end(app, id);
  return { outcome: "not_possible" };
}

async function check(
  app: App,
  tracking: Followed,
  signal: AbortSignal,
  canComeBack: boolean,
): Promise<CheckResult> {
  const { id: trackingId } = tracking;
  const asked = await askKeyDelivery(
    app,
    tracking.account,
    signal,
    (credentials) =>
      app.keydelivery.queryRealtime(
        credentials,
        { carrierId: tracking.carrierId, trackingNumber: tracking.number },
        { signal },
      ),
    { canComeBack },
  );
  switch (asked.outcome) {
    // Paused: it keeps its lease, and the sweep takes it again when that ends.
    case "not_possible":
      if (!tracking.account.apiKeySealed) await end(app, trackingId);
      return asked;
    case "busy":
      await planCheck(app.db, trackingId, asked.retryAt);
      return asked;
    case "failed":
      if (asked.error.remedy !== "retry") await planNextCheck(app, trackingId);
      return asked;
    case "answered": {
      const { answer } = asked;
      if (answer.outcome === "found") await apply(app, trackingId, answer);
      await planNextCheck(app, trackingId);
      if (isSilent(app, tracking, answer.outcome))
        await findCandidates(app, tracking, signal);
      return { outcome: answer.outcome };
    }
  }
}

async function apply(
  app: App,
  trackingId: string,
  answer: Omit<Report, "expired">,
) {
  const report = { ...answer, expired: false };
  const toTell = await inTransaction(app.db, (tx) =>
    applyToTrackings(app, tx, [{ trackingId, report, source: "realtime" }]),
  );
  await wakePublishers(app, toTell);
}

type Followed = Tracking & { account: KeyDeliveryAccount };

const findFollowed = (app: App, id: string): Promise<Followed | null> =>
  app.db.tracking.findFirst({
    where: {
      id,
      registration: "registered",
      shipments: {
        some: { endedAt: null, shop: { state: { not: "uninstalled" } } },
      },
    },
    include: { account: true },
  });

function isSilent(app: App, tracking: Tracking, answer: string) {
  const { registeredAt, lastEventTime } = tracking;
  return (
    answer === "nothing_yet" &&
    lastEventTime === null &&
    registeredAt !== null &&
    app.clock.now().getTime() - registeredAt.getTime() >= silentAfterMs
  );
}

// What the merchant is offered beside "no scan for two days": once for a parcel, and counted as every detection of its
// shop is.
async function findCandidates(
  app: App,
  { id, account, number, shopId }: Followed,
  signal: AbortSignal,
) {
  const shop = shopId !== null && (await findShopToTell(app, id, shopId));
  if (!shop) return;
  const asked = await askKeyDelivery(
    app,
    account,
    signal,
    (credentials) =>
      app.keydelivery.detectCarriers(credentials, number, { signal }),
    {
      mayCall: () => takeAllowance(app, { what: "detect", account, ...shop }),
      canComeBack: true,
    },
  );
  if (asked.outcome !== "answered") return;
  const { answer } = asked;
  await app.db.$transaction(async (tx) => {
    const shipments = await tx.shipment.findMany({
      where: { trackingId: id, endedAt: null },
      select: { id: true },
    });
    const ids = shipments.map(({ id }) => id);
    await noteCandidates(tx, ids, answer);
  });
}

async function findShopToTell(app: App, trackingId: string, shopId: string) {
  const known = await app.db.shipment.findMany({
    where: { trackingId, endedAt: null },
    select: { candidates: true },
  });
  if (known.every(({ candidates }) => candidates !== null)) return null;
  return app.db.shop.findUnique({
    where: { id: shopId },
    select: { domain: true },
  });
}

async function planNextCheck(app: App, trackingId: string) {
  const tracking = await app.db.tracking.findUnique({
    where: { id: trackingId },
    select: { status: true, pushAssured: true, pollUntil: true },
  });
  if (tracking)
    await planCheck(app.db, trackingId, nextCheckAt(tracking, app.clock.now()));
}

const end = (app: App, trackingId: string) =>
  inTransaction(app.db, (tx) => endChecks(tx, trackingId));
