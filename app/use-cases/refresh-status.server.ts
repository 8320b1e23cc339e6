import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { refreshFulfillmentStatuses } from "#app/features/fulfillments/refresh-fulfillment-status.server.ts";
import { planPublications } from "#app/features/publishing/plan-publication.server.ts";

/** As refreshStatuses, of one fulfillment. */
export async function refreshStatus(
  app: Pick<App, "clock">,
  tx: Transaction,
  fulfillmentId: string,
): Promise<void> {
  await refreshStatuses(app, tx, [fulfillmentId]);
}

/**
 * Fulfillments' statuses from their parcels; where one changed, what is to be told to Shopify is written down in
 * the same transaction. The caller holds the locks on the fulfillments' rows.
 * @returns the shops that have something to tell: a hint for after the commit, the sweep finds what gets none
 */
export async function refreshStatuses(
  app: Pick<App, "clock">,
  tx: Transaction,
  fulfillmentIds: string[],
): Promise<string[]> {
  const now = app.clock.now();
  const changed = await refreshFulfillmentStatuses(tx, { fulfillmentIds, now });
  return planPublications(tx, { changed, now });
}
