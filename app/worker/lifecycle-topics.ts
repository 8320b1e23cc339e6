import { z } from "zod";
import type { Transaction } from "#app/db.server.ts";
import { isStoredText } from "#app/domain/stored-text.ts";
import type { WebhookTopic } from "#app/domain/webhook-topics.ts";
import { lockShopForEnd } from "#app/features/onboarding/lock-shop.server.ts";
import {
  isOfEarlierInstallation,
  uninstallShop,
} from "#app/features/onboarding/uninstall-shop.server.ts";
import { updateScopes } from "#app/features/onboarding/update-scopes.server.ts";
import { blankDelivery } from "#app/features/privacy/blank-deliveries.server.ts";
import {
  customerRedactPayload,
  dataRequestPayload,
  shopRedactPayload,
} from "#app/features/privacy/compliance-payloads.ts";
import { exportCustomerData } from "#app/features/privacy/export-customer-data.server.ts";
import { redactCustomer } from "#app/features/privacy/redact-customer.server.ts";
import { redactShop } from "#app/features/privacy/redact-shop.server.ts";
import { handOverTrackings } from "#app/features/trackings/hand-over-trackings.server.ts";
import { keepQuota } from "#app/features/trackings/keep-quota.server.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import { stopTrackingsOfShop } from "#app/features/trackings/stop-trackings-of-shop.server.ts";
import { deleteOrphanedJobs } from "#app/jobs/delete-orphaned-jobs.server.ts";
import { forgetTurns } from "#app/use-cases/turns-of-shop.server.ts";
import type { TopicHandler } from "./topic-handler.ts";

const scopesUpdatePayload = z.object({
  current: z.array(z.string().refine(isStoredText)),
});

const recorded = (done: boolean) => ({
  outcome: done ? "recorded" : "of_earlier_installation",
});

const uninstalled: TopicHandler = async (app, tx, delivery) => {
  const done = await uninstallShop(tx, {
    domain: delivery.shopDomain,
    triggeredAt: delivery.triggeredAt,
    now: app.clock.now(),
  });
  const shop = await findShop(tx, delivery.shopDomain);
  if (done && shop) {
    await stopTrackingsOfShop(tx, shop.id);
    await handOverTrackings(tx, { shopId: shop.id });
  }
  // Overtaken by shop/redact, or of a shop that never opened the app: nothing else names it.
  if (!shop) await tx.webhookDelivery.delete({ where: { id: delivery.id } });
  return recorded(done);
};

const scopesUpdated: TopicHandler = async (_app, tx, delivery, payload) => ({
  outcome: await updateScopes(tx, {
    domain: delivery.shopDomain,
    scopes: scopesUpdatePayload.parse(payload).current,
    triggeredAt: delivery.triggeredAt,
  }),
});

const dataRequested: TopicHandler = async (app, tx, delivery, payload) => {
  const request = dataRequestPayload.parse(payload);
  const shop = await findShop(tx, delivery.shopDomain);
  // The body names the customer: it goes, whether we hold anything or not.
  await blankDelivery(tx, delivery.id);
  if (!shop) return { outcome: "nothing_held" };
  await exportCustomerData(tx, {
    shopId: shop.id,
    requestId: request.data_request.id,
    orderGids: request.orders_requested,
    now: app.clock.now(),
  });
  return { outcome: "recorded" };
};

const customerRedacted: TopicHandler = async (app, tx, delivery, payload) => {
  const { orders_to_redact: orderGids } = customerRedactPayload.parse(payload);
  const shop = await findShop(tx, delivery.shopDomain);
  // The body names the customer: it goes, whether we hold anything or not.
  await blankDelivery(tx, delivery.id);
  if (!shop) return { outcome: "nothing_held" };
  const taken = await redactCustomer(tx, {
    shopId: shop.id,
    shopDomain: delivery.shopDomain,
    orderGids,
    now: app.clock.now(),
  });
  await releaseTrackings(tx, taken);
  return { outcome: "recorded" };
};

// Deletes the delivery's own row too: nothing of the shop remains.
const shopRedacted: TopicHandler = async (app, tx, delivery, payload) => {
  shopRedactPayload.parse(payload);
  const { shopDomain: domain } = delivery;
  const secret = app.env.appSecret;
  const shop = await lockShopForEnd(tx, domain);
  if (shop && isOfEarlierInstallation(shop, delivery.triggeredAt))
    return recorded(false);
  await keepQuota(tx, { domain, now: app.clock.now(), secret });
  if (shop) await handOverTrackings(tx, { shopId: shop.id });
  await forgetTurns(tx, { domain, shopId: shop?.id });
  const done = await redactShop(tx, {
    domain,
    triggeredAt: delivery.triggeredAt,
  });
  if (done) await deleteOrphanedJobs(tx);
  return recorded(done);
};

const findShop = (tx: Transaction, domain: string) =>
  tx.shop.findUnique({ where: { domain }, select: { id: true } });

/** What happens to a shop and to the people behind its orders. */
export const lifecycleTopics = {
  "app/uninstalled": uninstalled,
  "app/scopes_update": scopesUpdated,
  "customers/data_request": dataRequested,
  "customers/redact": customerRedacted,
  "shop/redact": shopRedacted,
} satisfies Partial<Record<WebhookTopic, TopicHandler>>;
