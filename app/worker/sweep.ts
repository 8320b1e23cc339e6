import type { App } from "#app/app-context.ts";
import { accountsToDrain } from "#app/features/accounts/accounts-to-drain.server.ts";
import { reviveIdleAccounts } from "#app/features/accounts/revive-idle-accounts.server.ts";
import { hasStaleDays } from "#app/features/analytics/count-stale-days.server.ts";
import { findForgottenBackfills } from "#app/features/backfill/find-forgotten-backfills.server.ts";
import { listForgottenDetections } from "#app/features/carriers/list-forgotten-detections.server.ts";
import { shopsToTellFlow } from "#app/features/flow/open-flow-events.server.ts";
import { listForgottenDeletions } from "#app/features/privacy/data-deletion.server.ts";
import { shopsToPublish } from "#app/features/publishing/open-publications.server.ts";
import { listForgottenChecks } from "#app/features/fulfillments/list-forgotten-checks.server.ts";
import { findForgottenBulkActions } from "#app/features/shipments/bulk-actions.server.ts";
import { listForgottenRefreshes } from "#app/features/shipments/open-refreshes.server.ts";
import { releaseDelayed } from "#app/features/trackings/release-delayed.server.ts";
import { releaseOverQuota } from "#app/features/trackings/hold-over-quota.server.ts";
import { reopenStaleAttempts } from "#app/features/trackings/reopen-stale-attempts.server.ts";
import { takeDueChecks } from "#app/features/trackings/take-due-checks.server.ts";
import { listForgottenWork } from "#app/features/shop-work/shop-work.server.ts";
import * as jobs from "#app/jobs/definitions.ts";
import { enqueueShopWork } from "#app/use-cases/shop-work-job.server.ts";
import { wakePublishers } from "#app/use-cases/wake-publishers.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";

// Between two runs of the minute's cron: what a killed process left waits for less than that.
const againMs = 20_000;

/** Finds what has no wake-up: open attempts, waiting trackings, due checks, refreshes, detections, bulk actions, publications
 * and Flow events without a job. */
export async function sweep(app: App): Promise<void> {
  const { db, queue } = app;
  const now = app.clock.now();
  await releaseOverQuota(db, { shopQuota: app.env.shopQuota, now });
  await releaseDelayed(db, now);
  const reopened = await reopenStaleAttempts(db, now);
  if (reopened > 0) app.logger.warn({ reopened }, "attempts reopened");
  await reviveIdleAccounts(db, now);
  await wakeAccounts(app, await accountsToDrain(db, now));
  const asked = await listForgottenRefreshes(db, now);
  for (const trackingId of [...asked, ...(await takeDueChecks(db, now))])
    await queue.enqueue(
      jobs.checkTracking,
      { trackingId },
      { singletonKey: trackingId },
    );
  for (const shipmentId of await listForgottenDetections(db, now))
    await queue.enqueue(
      jobs.detectCarrier,
      { shipmentId },
      { singletonKey: shipmentId },
    );
  for (const fulfillmentId of await listForgottenChecks(db, now))
    await queue.enqueue(
      jobs.checkOrderTags,
      { fulfillmentId },
      { singletonKey: fulfillmentId },
    );
  await wakeLongActions(app, now);
  await wakePublishers(app, await shopsToPublish(db, now));
  for (const shopId of await shopsToTellFlow(db, now))
    await queue.enqueue(jobs.tellFlow, { shopId }, { singletonKey: shopId });
  if (await hasStaleDays(db))
    await queue.enqueue(jobs.rollUp, {}, { singletonKey: "all" });
  await queue.enqueue(
    jobs.sweep,
    {},
    { singletonKey: "cron", startAfter: new Date(Date.now() + againMs) },
  );
}

/** What a merchant began and looks at while it goes on. */
async function wakeLongActions({ db, queue }: App, now: Date) {
  for (const work of await listForgottenWork(db, now))
    await enqueueShopWork({ queue }, work);
  for (const deletionId of await listForgottenDeletions(db, now))
    await queue.enqueue(
      jobs.deleteData,
      { deletionId },
      { singletonKey: deletionId },
    );
  for (const backfillId of await findForgottenBackfills(db, now))
    await queue.enqueue(
      jobs.runBackfill,
      { backfillId },
      { singletonKey: backfillId },
    );
  for (const bulkActionId of await findForgottenBulkActions(db, now))
    await queue.enqueue(
      jobs.runBulkAction,
      { bulkActionId },
      { singletonKey: bulkActionId },
    );
}
