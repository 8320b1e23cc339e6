import { createHmac } from "node:crypto";
import type { KeyDeliveryAccount } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import {
  hasTurn,
  takeTurn,
} from "#app/features/storefront/take-look-up-slot.server.ts";

type World = Pick<App, "db" | "env" | "clock">;
type Asked = {
  /** A call that no quota counts: a detection, or a create call that made nothing. */
  what: "detect" | "failed";
  account: Pick<KeyDeliveryAccount, "shopId">;
  /** Of the shop. */
  domain: string;
};

const minutesOfMonth = 30 * 24 * 60;

/**
 * Whether a shop may have one more such call. On the operator's account it may at once as often as it may register, and
 * as often again within a month; an account of its own is its own affair.
 */
export async function takeAllowance(
  app: World,
  asked: Asked,
): Promise<boolean> {
  const turn = turnOf(app, asked);
  if (typeof turn === "boolean") return turn;
  return takeTurn(app.db, turn.key, turn.limit, app.clock.now());
}

/** Whether one is left; counts none. */
export async function hasAllowance(app: World, asked: Asked): Promise<boolean> {
  const turn = turnOf(app, asked);
  if (typeof turn === "boolean") return turn;
  return hasTurn(app.db, turn.key, turn.limit, app.clock.now());
}

// Counted under a key that outlives the shop's rows, and by which nobody can find the shop again.
function turnOf({ env }: World, { what, account, domain }: Asked) {
  if (account.shopId !== null) return true;
  const { shopQuota, appSecret } = env;
  if (shopQuota === 0) return false;
  const key = createHmac("sha256", appSecret).update(`${what}\0${domain}`);
  const limit = { perMinute: shopQuota / minutesOfMonth, burst: shopQuota };
  return { key: key.digest("base64url"), limit };
}
