import type { KeyDeliveryAccount } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { pauseAccount } from "#app/features/accounts/pause-account.server.ts";
import type { KeyDeliveryError } from "#app/keydelivery/index.ts";

const minute = 60_000;
// Each pause that ends with the same refusal is followed by one four times as long.
const growth = 4;

type Pause = {
  state: "quota_exhausted" | "invalid_credentials" | "throttled";
  firstMs: number;
  longestMs: number;
};

/** Pauses the account as the refusal asks, in the database and for the drain that holds this row. */
export async function pauseFor(
  app: App,
  account: KeyDeliveryAccount,
  error: KeyDeliveryError,
  code: string,
): Promise<void> {
  const now = app.clock.now();
  const pause = pauseOf(error);
  const { state } = pause;
  const isKnown = account.state === state && account.pausedUntil !== null;
  // Calls that were under way together say it together.
  if (isKnown && account.pausedUntil! > now) return;
  const ms = isKnown ? longer(account, pause) : pause.firstMs;
  account.state = state;
  account.pausedUntil = new Date(now.getTime() + ms);
  account.lastErrorAt = now;
  await pauseAccount(app.db, {
    account,
    state,
    until: account.pausedUntil,
    code,
    now,
  });
  app.logger.warn({ accountId: account.id, state, code, ms }, "account paused");
}

function longer(
  { pausedUntil, lastErrorAt }: KeyDeliveryAccount,
  { firstMs, longestMs }: Pause,
) {
  const lastMs = Number(pausedUntil) - Number(lastErrorAt ?? pausedUntil);
  return Math.min(longestMs, Math.max(firstMs, growth * lastMs));
}

function pauseOf(error: KeyDeliveryError): Pause {
  switch (error.remedy) {
    case "pause_quota":
      return {
        state: "quota_exhausted",
        firstMs: minute,
        longestMs: 60 * minute,
      };
    case "pause_credentials":
      return {
        state: "invalid_credentials",
        firstMs: 5 * minute,
        longestMs: 360 * minute,
      };
    default: {
      // "Now" has just been refused.
      const asked = Math.max(error.retryAfterMs ?? minute / 2, 1_000);
      const ms = Math.min(asked, 15 * minute);
      return { state: "throttled", firstMs: ms, longestMs: ms };
    }
  }
}
