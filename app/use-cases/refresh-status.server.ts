import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { refreshFulfillmentStatus } from "#app/features/fulfillments/refresh-fulfillment-status.server.ts";
import { planPublication } from "#app/features/publishing/plan-publication.server.ts";

/**
 * The fulfillment's status from its parcels; where it changed, what is to be told to Shopify is written down in
 * the same transaction. The caller holds the lock on the fulfillment's row.
 * @returns the shop that has something to tell: a hint for after the commit, the sweep finds what gets none
 */
export async function refreshStatus(
  app: Pick<App, "clock">,
  tx: Transaction,
  fulfillmentId: string,
): Promise<string | undefined> {
  const now = app.clock.now();
  const changed = await refreshFulfillmentStatus(tx, { fulfillmentId, now });
  return changed && planPublication(tx, { ...changed, now });
}
