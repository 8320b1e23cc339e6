import type { App } from "#app/app-context.ts";
import * as jobs from "#app/jobs/definitions.ts";
import { applyRules } from "./apply-rules.ts";
import { checkOrderTags } from "./check-order-tags.ts";
import { checkTracking } from "./check-tracking.ts";
import { deleteData } from "./delete-data.ts";
import { detectCarrier } from "./detect-carrier.ts";
import { drainAccount } from "./drain-account.ts";
import { forgetShop } from "./forget-shop.ts";
import { markQuiet } from "./mark-quiet.ts";
import { openShop } from "./open-shop.ts";
import { processDelivery } from "./process-delivery.ts";
import { processPushes } from "./process-pushes.ts";
import { publishShop } from "./publish-shop.ts";
import { reconcile } from "./reconcile.ts";
import { reconcileShop } from "./reconcile-shop.ts";
import { redactOrders } from "./redact-orders.ts";
import { resumeShop } from "./resume-shop.ts";
import { rollUp } from "./roll-up.ts";
import { runBackfill } from "./run-backfill.ts";
import { runBulkAction } from "./run-bulk-action.ts";
import { stopShop } from "./stop-shop.ts";
import { sweep } from "./sweep.ts";
import { tellFlow } from "./tell-flow.ts";
import { tidy } from "./tidy.ts";
import { trackWaitingShipments } from "./track-waiting-shipments.ts";

/** Job name → what is done. Resolves when the worker listens. */
export async function startWorker(app: App): Promise<void> {
  const { queue } = app;
  await queue.work(jobs.processDelivery, (data) => processDelivery(app, data));
  await queue.workTogether(jobs.processPush, (pushes) =>
    processPushes(app, pushes),
  );
  await queue.work(jobs.drainAccount, (data, signal) =>
    drainAccount(app, data, signal),
  );
  await queue.work(jobs.checkTracking, (data, signal) =>
    checkTracking(app, data, signal),
  );
  await queue.work(jobs.detectCarrier, (data, signal) =>
    detectCarrier(app, data, signal),
  );
  await queue.work(jobs.checkOrderTags, (data) => checkOrderTags(app, data));
  await queue.work(jobs.publishShop, (data, signal) =>
    publishShop(app, data, signal),
  );
  await queue.work(jobs.tellFlow, (data, signal) =>
    tellFlow(app, data, signal),
  );
  await queue.work(jobs.reconcileShop, (data, signal) =>
    reconcileShop(app, data, signal),
  );
  await queue.work(jobs.reconcile, () => reconcile(app));
  await queue.work(jobs.runBackfill, (data, signal) =>
    runBackfill(app, data, signal),
  );
  await queue.work(jobs.runBulkAction, (data, signal) =>
    runBulkAction(app, data, signal),
  );
  await queue.work(jobs.trackWaitingShipments, (data, signal) =>
    trackWaitingShipments(app, data, signal),
  );
  await queue.work(jobs.applyRules, (data, signal) =>
    applyRules(app, data, signal),
  );
  await startForgetting(app);
  await queue.work(jobs.syncShop, (data) => openShop(app, data));
  await queue.work(jobs.resumeShop, (data, signal) =>
    resumeShop(app, data, signal),
  );
  await queue.work(jobs.rollUp, (_data, signal) => rollUp(app, signal));
  await queue.work(jobs.sweep, () => sweep(app));
  await queue.work(jobs.markQuiet, (_data, signal) => markQuiet(app, signal));
  await queue.work(jobs.tidy, (_data, signal) => tidy(app, signal));
}

async function startForgetting(app: App) {
  const { queue } = app;
  await queue.work(jobs.deleteData, (data, signal) =>
    deleteData(app, data, signal),
  );
  await queue.work(jobs.forgetShop, (data, signal) =>
    forgetShop(app, data, signal),
  );
  await queue.work(jobs.redactOrders, (data, signal) =>
    redactOrders(app, data, signal),
  );
  await queue.work(jobs.stopShop, (data, signal) =>
    stopShop(app, data, signal),
  );
}
