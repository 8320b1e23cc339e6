import type { Transaction } from "#app/db.server.ts";
import { lockShop } from "./lock-shop.server.ts";
import { isOfEarlierInstallation } from "./uninstall-shop.server.ts";

type News = { domain: string; triggeredAt: Date | null };

// Shopify's clock and ours differ by less.
const clocksMs = 3_600_000;

/** The merchant granted or withdrew scopes. News that newer ones have overtaken change nothing. */
export async function updateScopes(
  tx: Transaction,
  asked: News & { scopes: string[] },
): Promise<"recorded" | "of_earlier_installation" | "overtaken"> {
  const shop = await lockShop(tx, asked.domain);
  if (!shop || isOfEarlierInstallation(shop, asked.triggeredAt))
    return "of_earlier_installation";
  if (await isOvertaken(tx, asked)) return "overtaken";
  await tx.shop.update({
    where: { id: shop.id },
    data: { grantedScopes: asked.scopes.join(",") },
  });
  return "recorded";
}

// Asking Shopify in place of this is of no use: it may answer for the token, which can be older than the news.
async function isOvertaken(tx: Transaction, { domain, triggeredAt }: News) {
  if (!triggeredAt) return false;
  const newer = await tx.webhookDelivery.findFirst({
    where: {
      shopDomain: domain,
      topic: "app/scopes_update",
      triggeredAt: { gt: triggeredAt },
      // For the index: what is triggered later comes later.
      receivedAt: { gt: new Date(triggeredAt.getTime() - clocksMs) },
    },
    select: { id: true },
  });
  return newer !== null;
}
