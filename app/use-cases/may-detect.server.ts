import { createHmac } from "node:crypto";
import type { KeyDeliveryAccount } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { takeTurn } from "#app/features/storefront/take-look-up-slot.server.ts";

const minutesOfMonth = 30 * 24 * 60;

/**
 * Whether a shop may have one more number looked at. On the operator's account it may at once as often as it may
 * register, and as often again within a month; an account of its own is its own affair. Counted under a key that
 * outlives the shop's rows, and by which nobody can find the shop again.
 */
export async function mayDetect(
  app: Pick<App, "db" | "env" | "clock">,
  account: Pick<KeyDeliveryAccount, "shopId">,
  domain: string,
): Promise<boolean> {
  if (account.shopId !== null) return true;
  const { shopQuota, appSecret } = app.env;
  if (shopQuota === 0) return false;
  const key = createHmac("sha256", appSecret).update(`detect\0${domain}`);
  const limit = { perMinute: shopQuota / minutesOfMonth, burst: shopQuota };
  return takeTurn(app.db, key.digest("base64url"), limit, app.clock.now());
}
