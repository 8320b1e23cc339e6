import type { Transaction } from "#app/db.server.ts";
import { lockShop } from "./lock-shop.server.ts";

/**
 * The merchant removed the app: nothing runs for the shop any more, and its tokens are gone. Its data stays
 * until shop/redact. A webhook of an earlier installation changes nothing.
 */
export async function uninstallShop(
  tx: Transaction,
  asked: { domain: string; triggeredAt: Date | null; now: Date },
): Promise<boolean> {
  const shop = await lockShop(tx, asked.domain);
  if (!shop || isOfEarlierInstallation(shop, asked.triggeredAt)) return false;
  await tx.shop.update({
    where: { id: shop.id },
    data: { state: "uninstalled", uninstalledAt: asked.now },
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
