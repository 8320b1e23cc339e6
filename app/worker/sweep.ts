import type { z } from "zod";
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
import type { JobDefinition } from "#app/jobs/define-job.ts";
import * as jobs from "#app/jobs/definitions.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";
import { enqueueShopWork } from "#app/use-cases/shop-work-job.server.ts";
import { wakePublishers } from "#app/use-cases/wake-publishers.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";
import { runSteps } from "./run-steps.ts";

// Between two runs of the minute's cron: what a killed process left waits for less than that.
const againMs = 20_000;
// With so many checks that are due and not begun, the workers do not keep up.
const behind = 50;

/** Finds what has no wake-up: open attempts, waiting trackings, due checks, refreshes, detections, bulk actions, publications
 * and Flow events without a job. */
export async function sweep(app: App): Promise<void> {
  const { db, queue, env } = app;
  const now = app.clock.now();
  await runSteps(app.logger, [
    () => releaseOverQuota(db, { shopQuota: env.shopQuota, now }),
    () => releaseDelayed(db, now),
    () => reopenAttempts(app, now),
    () => reviveIdleAccounts(db, now),
    async () => wakeAccounts(app, await accountsToDrain(db, now)),
    () =>
      each(listForgottenRefreshes(db, now), (trackingId) =>
        queue.enqueue(
          jobs.checkTracking,
          { trackingId },
          { singletonKey: trackingId, first: true },
        ),
      ),
    () => sendDueChecks(app, now),
    () =>
      each(listForgottenDetections(db, now), (shipmentId) =>
        send(app, jobs.detectCarrier, { shipmentId }, shipmentId),
      ),
    () =>
      each(listForgottenChecks(db, now), (fulfillmentId) =>
        send(app, jobs.checkOrderTags, { fulfillmentId }, fulfillmentId),
      ),
    ...longActions(app, now),
    async () => wakePublishers(app, await shopsToPublish(db, now)),
    () =>
      each(shopsToTellFlow(db, now), (shopId) =>
        send(app, jobs.tellFlow, { shopId }, shopId),
      ),
    async () => {
      if (await hasStaleDays(db)) await send(app, jobs.rollUp, {}, "all");
    },
  ]);
  // Where something failed, the cron comes soon enough.
  await queue.enqueue(
    jobs.sweep,
    {},
    { singletonKey: "cron", startAfter: new Date(Date.now() + againMs) },
  );
}

/** What a merchant began and looks at while it goes on. */
const longActions = (app: App, now: Date) => [
  () =>
    each(listForgottenWork(app.db, now), (work) => enqueueShopWork(app, work)),
  () =>
    each(listForgottenDeletions(app.db, now), ({ deletionId, isOfAll }) =>
      send(
        app,
        isOfAll ? jobs.forgetShop : jobs.deleteData,
        { deletionId },
        deletionId,
      ),
    ),
  () =>
    each(findForgottenBackfills(app.db, now), (backfillId) =>
      send(app, jobs.runBackfill, { backfillId }, backfillId),
    ),
  () =>
    each(findForgottenBulkActions(app.db, now), (bulkActionId) =>
      send(app, jobs.runBulkAction, { bulkActionId }, bulkActionId),
    ),
];

async function reopenAttempts({ db, logger }: App, now: Date) {
  const reopened = await repeatOnConflict(() => reopenStaleAttempts(db, now));
  if (reopened > 0) logger.warn({ reopened }, "attempts reopened");
}

// Spread over the time until the next run at the rate of their account, so that they come when it has a slot for them. None
// while the workers do not keep up: in the queue nobody takes turns.
async function sendDueChecks({ db, env, queue }: App, now: Date) {
  if ((await queue.countDue(jobs.checkTracking, behind)) >= behind) return;
  const rate = env.keydeliveryRate;
  const perAccount = Math.ceil((rate * againMs) / 1_000);
  const due = await takeDueChecks(db, { now, perAccount });
  const from = Date.now();
  for (const ofAccount of Map.groupBy(due, (one) => one.accountId).values())
    for (const [at, { id: trackingId }] of ofAccount.entries())
      await queue.enqueue(
        jobs.checkTracking,
        { trackingId },
        {
          singletonKey: trackingId,
          startAfter: new Date(from + (at * 1_000) / rate),
        },
      );
}

async function each<Found>(
  found: Promise<readonly Found[]>,
  act: (one: Found) => Promise<unknown>,
) {
  for (const one of await found) await act(one);
}

const send = <Schema extends z.ZodType>(
  { queue }: App,
  job: JobDefinition<Schema>,
  data: z.input<Schema>,
  singletonKey: string,
) => queue.enqueue(job, data, { singletonKey });
