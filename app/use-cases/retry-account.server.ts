import type { App } from "#app/app-context.ts";
import type { RetryAnswer } from "#app/components/trouble.ts";
import { endPause } from "#app/features/accounts/end-pause.server.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { isUsable } from "#app/features/accounts/pause-account.server.ts";
import { wakeAccounts } from "./wake-accounts.server.ts";

// One call is made for it; whoever clicks on and on makes no more.
const restMs = 10_000;

/** A merchant who has mended something has the account tried now; where KeyDelivery asked for time, it gets that. */
export async function retryAccount(
  app: App,
  asked: { shopId: string },
): Promise<RetryAnswer> {
  const now = app.clock.now();
  const account = await findServingAccount(app.db, asked.shopId);
  if (!account || account.state === "active") return { outcome: "working" };
  const refusedAt = account.lastErrorAt?.getTime() ?? 0;
  if (now.getTime() - refusedAt < restMs) return { outcome: "too_soon" };
  if (!isUsable(account, now)) {
    if (account.state === "throttled") return { outcome: "throttled" };
    await endPause(app.db, account.id, now);
  }
  await wakeAccounts(app, [account.id]);
  return { outcome: "retried" };
}
