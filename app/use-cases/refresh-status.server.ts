import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { refreshFulfillmentStatus } from "#app/features/fulfillments/refresh-fulfillment-status.server.ts";
import { planPublication } from "#app/features/publishing/plan-publication.server.ts";

/**
 * The fulfillment's status from its parcels; where it changed, what is to be told to Shopify is written down in
 * the same transaction. The caller holds the lock on the fulfillment's row.
 */
export async function refreshStatus(
  app: Pick<App, "clock">,
  tx: Transaction,
  fulfillmentId: string,
): Promise<void> {
  const now = app.clock.now();
  const changed = await refreshFulfillmentStatus(tx, { fulfillmentId, now });
  if (changed) await planPublication(tx, { ...changed, now });
}
