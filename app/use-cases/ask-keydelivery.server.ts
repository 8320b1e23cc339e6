import type { KeyDeliveryAccount } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Credentials } from "#app/features/accounts/account-schema.ts";
import { noteSuccess } from "#app/features/accounts/note-success.server.ts";
import { openCredentials } from "#app/features/accounts/open-credentials.server.ts";
import { isUsable } from "#app/features/accounts/pause-account.server.ts";
import { takeSlot } from "#app/features/accounts/take-slot.server.ts";
import { hasDueTracking } from "#app/features/trackings/has-due-tracking.server.ts";
import {
  isKeyDeliveryError,
  type KeyDeliveryError,
} from "#app/keydelivery/index.ts";
import { pauseFor } from "./pause-for.server.ts";

export type Asked<T> =
  | { outcome: "answered"; answer: T }
  /** Parcels that wait to be registered go first. */
  | { outcome: "busy"; retryAt: Date }
  /** The account is paused, or disconnected. */
  | { outcome: "not_possible" }
  | { outcome: "failed"; error: KeyDeliveryError };

const waitForCreatesMs = 5_000;

/** Whether a call would be made now: the account can be used, and nothing waits there to be registered. */
export async function canAsk(
  app: Pick<App, "db" | "sealer" | "clock">,
  account: KeyDeliveryAccount,
): Promise<boolean> {
  const now = app.clock.now();
  return (
    openCredentials(app.sealer, account) !== undefined &&
    isUsable(account, now) &&
    !(await isBusy(app, account, now))
  );
}

/** A real-time query or a detection: with a slot of the account, behind its creates. */
export async function askKeyDelivery<T>(
  app: App,
  account: KeyDeliveryAccount,
  signal: AbortSignal,
  call: (credentials: Credentials) => Promise<T>,
): Promise<Asked<T>> {
  const now = app.clock.now();
  const credentials = openCredentials(app.sealer, account);
  if (!credentials || !isUsable(account, now))
    return { outcome: "not_possible" };
  if (await isBusy(app, account, now))
    return {
      outcome: "busy",
      retryAt: new Date(now.getTime() + waitForCreatesMs),
    };
  const waitMs = await takeSlot(app.db, {
    accountId: account.id,
    rate: app.env.keydeliveryRate,
  });
  await app.clock.sleep(waitMs, signal);
  if (signal.aborted) return { outcome: "busy", retryAt: app.clock.now() };
  const since = app.clock.now();
  try {
    const answer = await call(credentials);
    await noteSuccess(app.db, { account, since, now: app.clock.now() });
    return { outcome: "answered", answer };
  } catch (error) {
    if (!isKeyDeliveryError(error)) throw error;
    await pauseIfAsked(app, account, error);
    return { outcome: "failed", error };
  }
}

const isBusy = (
  { db }: Pick<App, "db">,
  { id }: KeyDeliveryAccount,
  now: Date,
) => hasDueTracking(db, id, now, { maxPriority: 1 });

async function pauseIfAsked(
  app: App,
  account: KeyDeliveryAccount,
  error: KeyDeliveryError,
) {
  switch (error.remedy) {
    case "slow_down":
    case "pause_quota":
    case "pause_credentials":
      await pauseFor(app, account, error, error.answerCode ?? error.name);
      return;
    case "retry":
    case "choose_carrier":
    case "ask_person":
    case "report_bug":
      return;
  }
}
