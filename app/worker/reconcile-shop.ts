import type { z } from "zod";
import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { needsTags, readAutomation } from "#app/domain/automation.ts";
import { findKnownFulfillments } from "#app/features/fulfillments/find-known-fulfillments.server.ts";
import { snapshotOfNode } from "#app/features/fulfillments/fulfillment-of-node.ts";
import { moveWatermark } from "#app/features/reconcile/watermark.server.ts";
import { reconcileShop as job } from "#app/jobs/definitions.ts";
import { listOrders } from "#app/shopify/list-orders.server.ts";
import type { OrderNode } from "#app/shopify/order-node.ts";
import { NeedsReopenError } from "#app/shopify/shopify-error.server.ts";
import { rulesOf } from "#app/use-cases/admit-shipment.ts";
import { recordAndTrack } from "#app/use-cases/record-and-track.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";

// What Shopify wrote while we read, and what its search index was late with.
const overlapMs = 10 * 60_000;
const workMs = 20_000;
// A fulfillment can have 250 numbers.
const transactionMs = 30_000;

/**
 * Finds fulfillments that Shopify has and no webhook told of, among the orders changed since the last look. What was
 * shipped before the installation is history: a backfill's matter.
 */
export async function reconcileShop(
  app: App,
  { shopId, goOn }: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<void> {
  const shop = await app.db.shop.findUnique({ where: { id: shopId } });
  if (shop?.state !== "active") return;
  const startedAt = goOn ? new Date(goOn.startedAt) : app.clock.now();
  const seen = shop.reconciledUntil ?? shop.installedAt;
  const since = goOn?.since ?? before(seen).toISOString();
  const endsAt = Date.now() + workMs;
  let after = goOn?.after ?? null;
  try {
    do {
      const page = await listOrders(app, shop.domain, {
        search: `updated_at:>=${since}`,
        after,
        withTags: needsTags(readAutomation(shop.automation)),
      });
      await recordMissing(app, shop, page.orders);
      after = page.next;
    } while (after && Date.now() < endsAt && !signal.aborted);
  } catch (error) {
    // It is the shop's turn again when it was opened.
    if (error instanceof NeedsReopenError) return;
    throw error;
  }
  if (!after)
    return moveWatermark(app.db, {
      shopId,
      until: startedAt,
      now: app.clock.now(),
    });
  await app.queue.enqueue(
    job,
    { shopId, goOn: { since, startedAt: startedAt.toISOString(), after } },
    { singletonKey: shopId },
  );
}

const before = (time: Date) => new Date(time.getTime() - overlapMs);

async function recordMissing(app: App, shop: Shop, orders: OrderNode[]) {
  const told = orders.flatMap((order) =>
    order.fulfillments.flatMap((node) => {
      const snapshot = snapshotOfNode(order, node);
      return snapshot ? { snapshot, rules: rulesOf(shop, order.tags) } : [];
    }),
  );
  const known = await findKnownFulfillments(app.db, {
    shopId: shop.id,
    gids: told.map(({ snapshot }) => snapshot.gid),
  });
  for (const { snapshot, rules } of told) {
    const knownAt = known.get(snapshot.gid);
    if (knownAt ? knownAt >= snapshot.updatedAt : isHistory(shop, snapshot))
      continue;
    const { outcome, wake } = await app.db.$transaction(
      (tx) =>
        recordAndTrack(app, tx, {
          shopId: shop.id,
          rules,
          snapshot,
          origin: "gap",
        }),
      { timeout: transactionMs },
    );
    await wakeAccounts(app, wake);
    if (outcome === "recorded" && !knownAt)
      app.logger.warn(
        { shop: shop.domain, fulfillment: snapshot.gid },
        "a fulfillment that no webhook told of",
      );
  }
}

// Or was deleted by the merchant.
const isHistory = (shop: Shop, { createdAt }: { createdAt: Date }) =>
  createdAt < shop.installedAt ||
  (shop.dataDeletedAt !== null && createdAt < shop.dataDeletedAt);
