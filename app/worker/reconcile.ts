import type { App } from "#app/app-context.ts";
import { shopsToReconcile } from "#app/features/reconcile/watermark.server.ts";
import { reconcileShop } from "#app/jobs/definitions.ts";

/** Shops whose turn it is. */
export async function reconcile(app: App): Promise<void> {
  for (const shopId of await shopsToReconcile(app.db, app.clock.now()))
    await app.queue.enqueue(
      reconcileShop,
      { shopId },
      { singletonKey: shopId },
    );
}
