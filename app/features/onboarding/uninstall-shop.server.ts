import type { Transaction } from "#app/db.server.ts";
import { lockShop } from "./lock-shop.server.ts";

// Between the token that Shopify gave and the row, and between its clock and ours.
const openingMs = 10_000;

/**
 * The merchant removed the app: nothing runs for the shop any more, and its tokens are gone. Its data stays
 * until shop/redact. A webhook of an earlier installation changes nothing.
 */
export async function uninstallShop(
  tx: Transaction,
  asked: { domain: string; triggeredAt: Date | null; now: Date },
): Promise<boolean> {
  const shop = await lockShop(tx, asked.domain);
  const { triggeredAt, now } = asked;
  if (!shop || isOfEarlierInstallation(shop, triggeredAt)) return false;
  if (wasOpenedSince(shop, triggeredAt)) return false;
  await tx.shop.update({
    where: { id: shop.id },
    data: { state: "uninstalled", uninstalledAt: triggeredAt ?? now },
  });
  await tx.session.deleteMany({ where: { shop: asked.domain } });
  return true;
}

/** Whether a lifecycle webhook was triggered before the shop installed the app (again). */
export function isOfEarlierInstallation(
  shop: { installedAt: Date },
  triggeredAt: Date | null,
): boolean {
  return triggeredAt !== null && triggeredAt < shop.installedAt;
}

// It was installed again before anybody here learned that it had left.
const wasOpenedSince = (
  { openedAt }: { openedAt: Date | null },
  triggeredAt: Date | null,
) =>
  openedAt !== null &&
  triggeredAt !== null &&
  openedAt.getTime() - triggeredAt.getTime() > openingMs;
