import type { App } from "#app/app-context.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { carrierNames } from "#app/features/carriers/carrier-names.ts";
import type { MappingPreview } from "#app/features/carriers/carriers-view.ts";
import { countEffect } from "#app/features/carriers/count-effect.server.ts";
import { listDetectedCarriers } from "#app/features/carriers/list-detected-carriers.server.ts";
import { loadShopQuota } from "./load-shop-quota.server.ts";

/** What would become of a company's parcels with this carrier. Changes nothing. */
export async function previewMapping(
  app: Pick<App, "db" | "env" | "clock">,
  asked: { shopId: string; key: string; carrierId: string },
): Promise<MappingPreview> {
  const { shopId, carrierId } = asked;
  const [effect, account, detected] = await Promise.all([
    countEffect(app.db, asked),
    findServingAccount(app.db, shopId),
    listDetectedCarriers(app.db),
  ]);
  const quota = await loadShopQuota(app, shopId, account);
  const nameCarrier = carrierNames(detected);
  return {
    ...effect,
    carrier: nameCarrier(carrierId),
    tracked: effect.tracked.map(({ carrierId: id, parcels }) => ({
      carrier: nameCarrier(id),
      parcels,
    })),
    account: kindOf(account, shopId),
    quota: quota && {
      left: Math.max(0, quota.limit - quota.used),
      resetsAt: quota.resetsAt,
    },
  };
}

function kindOf(account: { shopId: string | null } | undefined, shop: string) {
  if (!account) return "none";
  return account.shopId === shop ? "own" : "operator";
}
