import type { App } from "#app/app-context.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { loadBackfill } from "#app/features/backfill/load-backfill.server.ts";
import type { ImportView } from "#app/features/settings/settings-view.ts";
import { loadShopQuota } from "./load-shop-quota.server.ts";

/** The shop's newest import, and what the shop may still register on the operator's account. */
export async function loadImport(
  app: Pick<App, "db" | "env" | "clock">,
  shopId: string,
): Promise<ImportView> {
  const [backfill, serving] = await Promise.all([
    loadBackfill(app.db, shopId),
    findServingAccount(app.db, shopId),
  ]);
  return { backfill, quota: await loadShopQuota(app, shopId, serving) };
}
