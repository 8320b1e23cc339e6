import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { checkOrderTags as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { readOrderTags } from "#app/shopify/read-order-tags.server.ts";
import {
  NeedsReopenError,
  ShopifyUnavailableError,
} from "#app/shopify/shopify-error.server.ts";
import { rulesOf, type ShopRules } from "#app/use-cases/admit-shipment.ts";
import { refreshStatus } from "#app/use-cases/refresh-status.server.ts";
import { trackShipment } from "#app/use-cases/track-shipment.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";

// A fulfillment can have 250 numbers.
const slowly = { timeout: 30_000 };

const held = { hold: "checking_rules", endedAt: null } as const;

/** Reads the tags of a fulfillment's order, and decides of its parcels that wait for them. No tag is kept. */
export async function checkOrderTags(
  app: App,
  { fulfillmentId }: { fulfillmentId: string },
): Promise<JobNote> {
  const found = await app.db.fulfillment.findFirst({
    where: { id: fulfillmentId, shipments: { some: held } },
    select: { orderGid: true, shop: { select: { domain: true, state: true } } },
  });
  // The sweep comes back when the app was opened again.
  if (found?.shop.state !== "active") return { outcome: "not_needed" };
  const { orderGid } = found;
  const { domain: shop } = found.shop;
  const tags = await readTags(app, fulfillmentId, { shop, orderGid });
  if (!tags) return { shop, outcome: "later" };
  const wake = await inTransaction(
    app.db,
    (tx) => decide(app, tx, fulfillmentId, tags),
    slowly,
  );
  await wakeAccounts(app, wake);
  return { shop, outcome: "done" };
}

/** Undefined where the job is to come back. */
async function readTags(
  app: App,
  fulfillmentId: string,
  { shop, orderGid }: { shop: string; orderGid: string },
): Promise<NonNullable<ShopRules["orderTags"]> | undefined> {
  try {
    return await readOrderTags(app, shop, orderGid);
  } catch (error) {
    if (error instanceof NeedsReopenError) return undefined;
    if (!(error instanceof ShopifyUnavailableError) || !error.retryAfterMs)
      throw error;
    await app.queue.enqueue(
      job,
      { fulfillmentId },
      {
        singletonKey: fulfillmentId,
        startAfter: new Date(Date.now() + error.retryAfterMs),
      },
    );
    return undefined;
  }
}

async function decide(
  app: App,
  tx: Transaction,
  fulfillmentId: string,
  tags: NonNullable<ShopRules["orderTags"]>,
) {
  await tx.$queryRaw`SELECT id FROM fulfillment WHERE id = ${fulfillmentId}::uuid FOR UPDATE`;
  const fulfillment = await tx.fulfillment.findUnique({
    where: { id: fulfillmentId },
    include: {
      shop: true,
      shipments: { where: held, orderBy: { number: "asc" } },
    },
  });
  if (!fulfillment) return [];
  const wake: (string | undefined)[] = [];
  for (const shipment of fulfillment.shipments)
    wake.push(
      await trackShipment(app, tx, shipment, {
        shopId: fulfillment.shopId,
        rules: rulesOf(fulfillment.shop, tags),
        company: fulfillment.trackingCompany,
        priority: fulfillment.origin === "live" ? 0 : 1,
        now: app.clock.now(),
      }),
    );
  await refreshStatus(app, tx, fulfillmentId);
  return wake;
}
