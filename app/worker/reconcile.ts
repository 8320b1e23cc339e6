import type { App } from "#app/app-context.ts";
import { shopsToReconcile } from "#app/features/reconcile/watermark.server.ts";
import { reconcileShop } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";

/** Shops whose turn it is. */
export async function reconcile(app: App): Promise<JobNote> {
  const shops = await shopsToReconcile(app.db, app.clock.now());
  for (const shopId of shops)
    await app.queue.enqueue(
      reconcileShop,
      { shopId },
      { singletonKey: shopId },
    );
  return { shops: shops.length, outcome: "done" };
}
