import type { KeyDeliveryAccount, Tracking } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { noteCandidates } from "#app/features/carriers/note-candidates.server.ts";
import { noteAskedOutcome } from "#app/features/trackings/ask-by-hand.server.ts";
import { nextCheckAt } from "#app/features/trackings/check-rhythm.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";
import { askKeyDelivery } from "#app/use-cases/ask-keydelivery.server.ts";
import { wakePublishers } from "#app/use-cases/wake-publishers.server.ts";
import { applyToTracking } from "./process-push.ts";

// Two days after it was registered, a parcel without a scan has the wrong carrier, or none yet.
const silentAfterMs = 48 * 3_600_000;

/** Asks KeyDelivery for one tracking, applies the answer, and plans the next time. */
export async function checkTracking(
  app: App,
  { trackingId }: { trackingId: string },
  signal: AbortSignal,
): Promise<void> {
  const tracking = await findFollowed(app, trackingId);
  if (!tracking) return;
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
  );
  switch (asked.outcome) {
    // It keeps its lease: the sweep takes it again when that ends.
    case "not_possible":
      return noteAskedOutcome(app.db, { trackingId, outcome: "not_possible" });
    case "busy":
      return planCheck(app, trackingId, asked.retryAt);
    case "failed":
      if (asked.error.remedy === "retry") throw asked.error;
      await noteAskedOutcome(app.db, { trackingId, outcome: "failed" });
      return planNextCheck(app, trackingId);
    case "answered": {
      const { answer } = asked;
      if (answer.outcome === "found")
        await wakePublishers(
          app,
          await repeatOnConflict(() =>
            app.db.$transaction((tx) =>
              applyToTracking(
                app,
                tx,
                trackingId,
                { ...answer, expired: false },
                "realtime",
              ),
            ),
          ),
        );
      await noteAskedOutcome(app.db, { trackingId, outcome: answer.outcome });
      await planNextCheck(app, trackingId);
      if (isSilent(app, tracking, answer.outcome))
        await findCandidates(app, tracking, signal);
    }
  }
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

// What the merchant is offered beside "no scan for two days".
async function findCandidates(
  app: App,
  tracking: Followed,
  signal: AbortSignal,
) {
  const asked = await askKeyDelivery(
    app,
    tracking.account,
    signal,
    (credentials) =>
      app.keydelivery.detectCarriers(credentials, tracking.number, { signal }),
  );
  if (asked.outcome !== "answered") return;
  const { answer } = asked;
  await app.db.$transaction(async (tx) => {
    const shipments = await tx.shipment.findMany({
      where: { trackingId: tracking.id, endedAt: null },
      select: { id: true },
    });
    const ids = shipments.map(({ id }) => id);
    await noteCandidates(tx, ids, answer);
  });
}

async function planNextCheck(app: App, trackingId: string) {
  const tracking = await app.db.tracking.findUnique({
    where: { id: trackingId },
    select: { status: true, pushAssured: true, pollUntil: true },
  });
  if (tracking)
    await planCheck(app, trackingId, nextCheckAt(tracking, app.clock.now()));
}

async function planCheck(app: App, id: string, at: Date | null) {
  await app.db.tracking.updateMany({
    where: { id },
    data: { nextCheckAt: at },
  });
}
