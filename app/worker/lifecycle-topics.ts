import { z } from "zod";
import type { Transaction } from "#app/db.server.ts";
import { isStoredText } from "#app/domain/stored-text.ts";
import type { WebhookTopic } from "#app/domain/webhook-topics.ts";
import { lockShopForEnd } from "#app/features/onboarding/lock-shop.server.ts";
import { uninstallShop } from "#app/features/onboarding/uninstall-shop.server.ts";
import { updateScopes } from "#app/features/onboarding/update-scopes.server.ts";
import { shopRedactPayload } from "#app/features/privacy/compliance-payloads.ts";
import {
  hasComeBack,
  removalBefore,
} from "#app/features/privacy/has-come-back.server.ts";
import { redactShop } from "#app/features/privacy/redact-shop.server.ts";
import { keepQuota } from "#app/features/trackings/keep-quota.server.ts";
import { forgetShop } from "#app/jobs/definitions.ts";
import { forgetTurns } from "#app/use-cases/turns-of-shop.server.ts";
import { customerTopics } from "./customer-topics.ts";
import { beginToStop } from "./stop-shop.ts";
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
  if (done && shop) await beginToStop(app, tx, shop.id);
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

// The job deletes the delivery's own row too: nothing of the shop remains.
const shopRedacted: TopicHandler = async (app, tx, delivery, payload) => {
  shopRedactPayload.parse(payload);
  const { shopDomain: domain, triggeredAt, receivedAt } = delivery;
  const now = app.clock.now();
  const shop = await lockShopForEnd(tx, domain);
  const redactAt = triggeredAt ?? receivedAt;
  if (shop && (await hasComeBack(tx, shop, redactAt))) return recorded(false);
  await keepQuota(tx, { domain, now, secret: app.env.appSecret });
  await forgetTurns(tx, { domain, shopId: shop?.id ?? null });
  const deletionId = await redactShop(tx, {
    ...{ shop, domain, now },
    until: receivedAt,
    leftAt: removalBefore(redactAt),
  });
  await app.queue.enqueue(
    forgetShop,
    { deletionId },
    { tx, singletonKey: deletionId },
  );
  return recorded(true);
};

const findShop = (tx: Transaction, domain: string) =>
  tx.shop.findUnique({ where: { domain }, select: { id: true } });

/** What happens to a shop and to the people behind its orders. */
export const lifecycleTopics = {
  "app/uninstalled": uninstalled,
  "app/scopes_update": scopesUpdated,
  ...customerTopics,
  "shop/redact": shopRedacted,
} satisfies Partial<Record<WebhookTopic, TopicHandler>>;
