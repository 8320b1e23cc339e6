import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { quotaLevel } from "#app/components/quota-level.ts";
import type { Trouble } from "#app/components/trouble.ts";
import { countWaiting } from "#app/features/accounts/count-waiting.server.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { hasScope, writeScope } from "#app/domain/scopes.ts";
import { loadShopQuota } from "./load-shop-quota.server.ts";

/**
 * What keeps the shop's parcels from being registered, or told to Shopify: the worst first, one at a time.
 * Read with every page: two queries at most.
 */
export async function loadTrouble(
  app: App,
  shop: Pick<Shop, "id" | "writeBack" | "grantedScopes">,
): Promise<Trouble | null> {
  const account = await findServingAccount(app.db, shop.id);
  if (account && isStanding(account.state))
    return {
      kind: "account",
      account: account.shopId === null ? "operator" : "own",
      state: account.state,
      waiting: await countWaiting(app.db, {
        shopId: shop.id,
        accountId: account.id,
      }),
    };
  const quota = await loadShopQuota(app, shop.id, account);
  const level = quota ? quotaLevel(quota) : "fine";
  if (quota && level === "gone") return { kind: "quota", level, ...quota };
  if (shop.writeBack && !hasScope(shop, writeScope))
    return { kind: "permission" };
  return quota && level === "low" ? { kind: "quota", level, ...quota } : null;
}

// One that is throttled goes on by itself, only more slowly.
function isStanding(
  state: string,
): state is "quota_exhausted" | "invalid_credentials" {
  return state === "quota_exhausted" || state === "invalid_credentials";
}
