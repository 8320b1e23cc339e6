import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { quotaLevel } from "#app/components/quota-level.ts";
import type { Trouble } from "#app/components/trouble.ts";
import { loadAccountView } from "#app/features/accounts/load-account-view.server.ts";
import { hasWriteScope } from "#app/features/publishing/open-publications.server.ts";

/** What keeps the shop's parcels from being registered, or told to Shopify: the worst first, one at a time. */
export async function loadTrouble(
  app: App,
  shop: Pick<Shop, "id" | "writeBack" | "grantedScopes">,
): Promise<Trouble | null> {
  const { kind, state, quota, waiting } = await loadAccountView(
    app.db,
    shop.id,
    {
      operatorAvailable: app.env.operatorAccount !== undefined,
      shopQuota: app.env.shopQuota,
      now: app.clock.now(),
    },
  );
  if (kind !== "none" && isStanding(state))
    return { kind: "account", account: kind, state, waiting: waiting.count };
  const level = quota ? quotaLevel(quota) : "fine";
  if (quota && level === "gone") return { kind: "quota", level, ...quota };
  if (shop.writeBack && !hasWriteScope(shop)) return { kind: "permission" };
  return quota && level === "low" ? { kind: "quota", level, ...quota } : null;
}

// One that is throttled goes on by itself, only more slowly.
function isStanding(
  state: string,
): state is "quota_exhausted" | "invalid_credentials" {
  return state === "quota_exhausted" || state === "invalid_credentials";
}
