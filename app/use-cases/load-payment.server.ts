import type { App } from "#app/app-context.ts";
import type { Payment } from "#app/components/tracking-cost.tsx";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { loadShopQuota } from "./load-shop-quota.server.ts";

/** Who pays for a new tracking of the shop, and what the shop has left on the operator's account. */
export async function loadPayment(
  app: Pick<App, "db" | "env" | "clock">,
  shopId: string,
): Promise<Payment> {
  const account = await findServingAccount(app.db, shopId);
  if (!account) return { payer: "none", quota: null };
  return {
    payer: account.shopId === null ? "operator" : "own",
    quota: await loadShopQuota(app, shopId, account),
  };
}
