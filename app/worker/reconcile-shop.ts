import type { z } from "zod";
import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { needsTags, readAutomation } from "#app/domain/automation.ts";
import {
  findRecordedFulfillments,
  isNews,
} from "#app/features/fulfillments/find-recorded-fulfillments.server.ts";
import { snapshotOfNode } from "#app/features/fulfillments/fulfillment-of-node.ts";
import {
  beginOfLook,
  moveWatermark,
  passPage,
} from "#app/features/reconcile/watermark.server.ts";
import { reconcileShop as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { listOrders } from "#app/shopify/list-orders.server.ts";
import type { OrderNode } from "#app/shopify/order-node.ts";
import {
  NeedsReopenError,
  ShopifyUnavailableError,
} from "#app/shopify/shopify-error.server.ts";
import { rulesOf } from "#app/use-cases/admit-shipment.ts";
import { recordAndTrack } from "#app/use-cases/record-and-track.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";
import { restFor, type ShopBudget } from "./shop-budget.ts";

const workMs = 20_000;
// A fulfillment can have 250 numbers.
const slowly = { timeout: 30_000 };
// For the next page, and for what else calls the shop meanwhile.
const pointsKept = 500;
// Shopify fills a bucket in 20 seconds on every plan. Less would be spent on the page anew, and never do for its orders.
const refilledMs = 20_000;

/** A shop's orders on the way through their pages. */
type Look = {
  shop: Shop;
  since: string;
  startedAt: Date;
  after: string | null;
};

/**
 * Finds fulfillments that Shopify has and no webhook told of, among the orders changed since the last look. What was
 * shipped before the installation is history: a backfill's matter.
 */
export async function reconcileShop(
  app: App,
  { shopId, goOn }: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<JobNote> {
  const shop = await app.db.shop.findUnique({ where: { id: shopId } });
  if (shop?.state !== "active") return { outcome: "not_possible" };
  const outcome = await lookThrough(app, shop, goOn, signal);
  return { shop: shop.domain, outcome };
}

/** Says how far it came. */
async function lookThrough(
  app: App,
  shop: Shop,
  goOn: z.output<typeof job.schema>["goOn"],
  signal: AbortSignal,
) {
  const look: Look = {
    shop,
    since: goOn?.since ?? beginOfLook(shop).toISOString(),
    startedAt: goOn ? new Date(goOn.startedAt) : app.clock.now(),
    after: goOn?.after ?? null,
  };
  try {
    await readPages(app, look, signal);
  } catch (error) {
    // It is the shop's turn again when it was opened.
    if (error instanceof NeedsReopenError) return "needs_reopen";
    if (!(error instanceof ShopifyUnavailableError) || !error.retryAfterMs)
      throw error;
    const ms = Math.max(error.retryAfterMs, refilledMs);
    await goOnLater(app, look, new Date(Date.now() + ms));
    return "later";
  }
  if (look.after) {
    await goOnLater(app, look);
    return "goes_on";
  }
  await moveWatermark(app.db, {
    shopId: shop.id,
    until: look.startedAt,
    now: app.clock.now(),
  });
  return "done";
}

/** Until they end, or the time of the job does. */
async function readPages(app: App, look: Look, signal: AbortSignal) {
  const { shop, since, startedAt } = look;
  const withTags = needsTags(readAutomation(shop.automation));
  const budget: ShopBudget = { cost: undefined, restUntil: 0 };
  const endsAt = Date.now() + workMs;
  do {
    const askedAt = app.clock.now();
    const page = await listOrders(app, shop.domain, {
      search: `updated_at:>=${since}`,
      after: look.after,
      withTags,
      onCost: (cost) => (budget.cost = cost),
    });
    await recordMissing(app, shop, { orders: page.orders, askedAt });
    const changes = page.orders.map((order) => new Date(order.updatedAt));
    await passPage(app.db, { shopId: shop.id, startedAt, changes });
    look.after = page.next;
    if (look.after) await restFor(budget, pointsKept, signal);
  } while (look.after && Date.now() < endsAt && !signal.aborted);
}

// By the shop's key: where its job of the clock waits already, that one goes on from the watermark, and no two look.
async function goOnLater(app: App, look: Look, startAfter?: Date) {
  const { shop, since, startedAt, after } = look;
  const goOn = after && { since, startedAt: startedAt.toISOString(), after };
  await app.queue.enqueue(
    job,
    { shopId: shop.id, ...(goOn && { goOn }) },
    { singletonKey: shop.id, startAfter },
  );
}

async function recordMissing(
  app: App,
  shop: Shop,
  { orders, askedAt }: { orders: OrderNode[]; askedAt: Date },
) {
  const told = orders.flatMap((order) =>
    order.fulfillments.flatMap((node) => {
      const snapshot = snapshotOfNode(order, node);
      return snapshot ? { snapshot, rules: rulesOf(shop, order.tags) } : [];
    }),
  );
  const recorded = await findRecordedFulfillments(app.db, {
    shopId: shop.id,
    gids: told.map(({ snapshot }) => snapshot.gid),
  });
  for (const { snapshot, rules } of told) {
    const known = recorded.get(snapshot.gid);
    if (known ? !isNews(known, snapshot) : isHistory(shop, snapshot)) continue;
    const { outcome, wake } = await inTransaction(
      app.db,
      (tx) =>
        recordAndTrack(app, tx, {
          shopId: shop.id,
          rules,
          snapshot,
          origin: "gap",
          toldAt: askedAt,
        }),
      slowly,
    );
    await wakeAccounts(app, wake);
    if (outcome === "recorded" && !known)
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
