import { z } from "zod";
import { uninstallShop } from "#app/features/onboarding/uninstall-shop.server.ts";
import { updateScopes } from "#app/features/onboarding/update-scopes.server.ts";
import {
  customerRedactPayload,
  dataRequestPayload,
  shopRedactPayload,
} from "#app/features/privacy/compliance-payloads.ts";
import { exportCustomerData } from "#app/features/privacy/export-customer-data.server.ts";
import { redactCustomer } from "#app/features/privacy/redact-customer.server.ts";
import { redactShop } from "#app/features/privacy/redact-shop.server.ts";
import type { TopicHandler } from "./topic-handler.ts";

const scopesUpdatePayload = z.object({ current: z.array(z.string()) });

const recorded = (done: boolean) => ({
  outcome: done ? "recorded" : "of_earlier_installation",
});

const uninstalled: TopicHandler = async (app, tx, delivery) =>
  recorded(
    await uninstallShop(tx, {
      domain: delivery.shopDomain,
      triggeredAt: delivery.triggeredAt,
      now: app.clock.now(),
    }),
  );

const scopesUpdated: TopicHandler = async (_app, tx, delivery, payload) =>
  recorded(
    await updateScopes(tx, {
      domain: delivery.shopDomain,
      scopes: scopesUpdatePayload.parse(payload).current,
      triggeredAt: delivery.triggeredAt,
    }),
  );

const dataRequested: TopicHandler = async (app, tx, delivery, payload) => {
  const request = dataRequestPayload.parse(payload);
  const shop = await tx.shop.findUnique({
    where: { domain: delivery.shopDomain },
  });
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
  const shop = await tx.shop.findUnique({
    where: { domain: delivery.shopDomain },
  });
  if (!shop) return { outcome: "nothing_held" };
  await redactCustomer(tx, {
    shopId: shop.id,
    shopDomain: delivery.shopDomain,
    orderGids,
    now: app.clock.now(),
  });
  return { outcome: "recorded" };
};

// Deletes the delivery's own row too: nothing of the shop remains.
const shopRedacted: TopicHandler = async (_app, tx, delivery, payload) => {
  shopRedactPayload.parse(payload);
  return recorded(
    await redactShop(tx, {
      domain: delivery.shopDomain,
      triggeredAt: delivery.triggeredAt,
    }),
  );
};

/** What happens to a shop and to the people behind its orders. */
export const lifecycleTopics: Record<string, TopicHandler> = {
  "app/uninstalled": uninstalled,
  "app/scopes_update": scopesUpdated,
  "customers/data_request": dataRequested,
  "customers/redact": customerRedacted,
  "shop/redact": shopRedacted,
};
