import type { Transaction } from "#app/db.server.ts";
import { lockShop } from "./lock-shop.server.ts";
import { isOfEarlierInstallation } from "./uninstall-shop.server.ts";

/** The merchant granted or withdrew scopes. */
export async function updateScopes(
  tx: Transaction,
  asked: { domain: string; scopes: string[]; triggeredAt: Date | null },
): Promise<boolean> {
  const shop = await lockShop(tx, asked.domain);
  if (!shop || isOfEarlierInstallation(shop, asked.triggeredAt)) return false;
  await tx.shop.update({
    where: { id: shop.id },
    data: { grantedScopes: asked.scopes.join(",") },
  });
  return true;
}
