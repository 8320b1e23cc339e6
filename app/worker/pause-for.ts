import type { KeyDeliveryAccount } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { pauseAccount } from "#app/features/accounts/pause-account.server.ts";
import type { KeyDeliveryError } from "#app/keydelivery/index.ts";

const minute = 60_000;

/** Pauses the account as the refusal asks, in the database and for the drain that holds this row. */
export async function pauseFor(
  app: App,
  account: KeyDeliveryAccount,
  error: KeyDeliveryError,
  code: string,
): Promise<void> {
  const now = app.clock.now();
  const { state, ms } = pauseOf(error);
  account.state = state;
  account.pausedUntil = new Date(now.getTime() + ms);
  await pauseAccount(app.db, {
    account,
    state,
    until: account.pausedUntil,
    code,
    now,
  });
  app.logger.warn({ accountId: account.id, state, code }, "account paused");
}

function pauseOf(error: KeyDeliveryError) {
  switch (error.remedy) {
    case "pause_quota":
      return { state: "quota_exhausted" as const, ms: 60 * minute };
    case "pause_credentials":
      return { state: "invalid_credentials" as const, ms: 6 * 60 * minute };
    default:
      return {
        state: "throttled" as const,
        ms: Math.min(error.retryAfterMs ?? minute / 2, 15 * minute),
      };
  }
}
