import type { App } from "#app/app-context.ts";
import { noteSuccess } from "#app/features/accounts/note-success.server.ts";
import { openCredentials } from "#app/features/accounts/open-credentials.server.ts";
import { isUsable } from "#app/features/accounts/pause-account.server.ts";
import { takeSlot } from "#app/features/accounts/take-slot.server.ts";
import { checkRhythm } from "#app/features/trackings/check-rhythm.ts";
import { KeyDeliveryError } from "#app/keydelivery/index.ts";
import { pauseFor } from "./pause-for.ts";
import { applyToTracking } from "./process-push.ts";

/** Asks KeyDelivery for one tracking, applies the answer, and plans the next time. */
export async function checkTracking(
  app: App,
  { trackingId }: { trackingId: string },
  signal: AbortSignal,
): Promise<void> {
  const tracking = await app.db.tracking.findFirst({
    where: {
      id: trackingId,
      registration: "registered",
      shipments: {
        some: { endedAt: null, shop: { state: { not: "uninstalled" } } },
      },
    },
    include: { account: true },
  });
  if (!tracking || !isUsable(tracking.account, app.clock.now())) return;
  const credentials = openCredentials(app.sealer, tracking.account);
  if (!credentials) return;
  const waitMs = await takeSlot(app.db, {
    accountId: tracking.accountId,
    rate: app.env.keydeliveryRate,
  });
  await app.clock.sleep(waitMs, signal);
  if (signal.aborted) return;
  try {
    const answer = await app.keydelivery.queryRealtime(
      credentials,
      { carrierId: tracking.carrierId, trackingNumber: tracking.number },
      { signal },
    );
    await noteSuccess(app.db, {
      account: tracking.account,
      now: app.clock.now(),
    });
    await app.db.$transaction(async (tx) => {
      if (answer.outcome === "found")
        await applyToTracking(
          app,
          tx,
          trackingId,
          { ...answer, expired: false },
          "realtime",
        );
    });
  } catch (error) {
    if (!(error instanceof KeyDeliveryError)) throw error;
    if (error.remedy === "retry") throw error;
    await pauseIfAsked(app, tracking.account, error);
  }
  await planNextCheck(app, trackingId);
}

async function pauseIfAsked(
  app: App,
  account: Parameters<typeof pauseFor>[1],
  error: KeyDeliveryError,
) {
  switch (error.remedy) {
    case "slow_down":
    case "pause_quota":
    case "pause_credentials":
      await pauseFor(app, account, error, error.answerCode ?? error.name);
      return;
    case "retry":
    case "choose_carrier":
    case "ask_person":
    case "report_bug":
      return;
  }
}

async function planNextCheck(app: App, trackingId: string) {
  const tracking = await app.db.tracking.findUnique({
    where: { id: trackingId },
    select: { status: true, pushAssured: true },
  });
  if (!tracking) return;
  const rhythm = tracking.pushAssured ? null : checkRhythm(tracking.status);
  await app.db.tracking.updateMany({
    where: { id: trackingId },
    data: {
      nextCheckAt:
        rhythm === null ? null : new Date(app.clock.now().getTime() + rhythm),
    },
  });
}
