import type { KeyDeliveryAccount } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import {
  loadQuota,
  type Quota,
} from "#app/features/accounts/load-quota.server.ts";

/** What the shop has left on the account that serves it; null where only the account itself has an end. */
export async function loadShopQuota(
  app: Pick<App, "db" | "env" | "clock">,
  shopId: string,
  serving: Pick<KeyDeliveryAccount, "id" | "shopId"> | undefined,
): Promise<Quota | null> {
  if (!serving) return null;
  const { shopQuota } = app.env;
  return loadQuota(app.db, serving, {
    shopId,
    shopQuota,
    now: app.clock.now(),
  });
}
