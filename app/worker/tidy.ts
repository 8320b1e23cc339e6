import type { App } from "#app/app-context.ts";
import { pruneSums } from "#app/features/kept-sums/prune-sums.server.ts";
import { pruneDataExports } from "#app/features/privacy/prune-data-exports.server.ts";
import { pruneRefreshes } from "#app/features/shipments/open-refreshes.server.ts";
import { pruneLookUpSlots } from "#app/features/storefront/take-look-up-slot.server.ts";
import { findShopsLeftBehind } from "#app/features/trackings/find-shops-left-behind.server.ts";
import { forgetKeptTokens } from "#app/features/trackings/forget-kept-tokens.server.ts";
import { handOverHeld } from "#app/features/trackings/hold-over-quota.server.ts";
import { retireCallbackKeys } from "#app/features/trackings/retire-callback-keys.server.ts";
import { trackWaitingShipments } from "#app/jobs/definitions.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";
import { pruneStored } from "./prune-stored.ts";
import { requeueStored } from "./requeue-stored.ts";
import { runSteps } from "./run-steps.ts";
import { settleShops } from "./settle-shops.ts";

/**
 * Once an hour: stored messages without a job get another, parcels that an account left behind go to the one that serves, and
 * whatever has a term and is past it goes.
 */
export async function tidy(app: App, signal?: AbortSignal): Promise<void> {
  const { db } = app;
  const now = app.clock.now();
  await runSteps(app.logger, [
    // First, and for a part of the job's minute: what the others have to do is no reason for the disk to fill.
    () => pruneStored(app, { signal }),
    () => requeueStored(app),
    () => settleShops(app),
    () => handOverToOthers(app, now),
    () => trackLeftBehind(app),
    () => pruneDataExports(db, now),
    () => pruneLookUpSlots(db, now),
    () => pruneRefreshes(db, now),
    () => pruneSums(db, now),
    () => forgetKeptTokens(db, signal),
    () => retireKeys(app, now),
  ]);
}

function handOverToOthers({ db, env: { shopQuota } }: App, now: Date) {
  // The only one that others can get in the way of.
  return repeatOnConflict(() => handOverHeld(db, { shopQuota, now }));
}

async function trackLeftBehind({ db, queue }: App) {
  for (const shopId of await findShopsLeftBehind(db))
    await queue.enqueue(
      trackWaitingShipments,
      { shopId },
      { singletonKey: shopId },
    );
}

async function retireKeys({ db, logger }: App, now: Date) {
  const retired = await retireCallbackKeys(db, now);
  if (retired.length > 0)
    logger.info({ callbackKeys: retired }, "callback keys retired");
}
