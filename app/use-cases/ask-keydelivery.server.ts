import type { KeyDeliveryAccount } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Credentials } from "#app/features/accounts/account-schema.ts";
import { noteSuccess } from "#app/features/accounts/note-success.server.ts";
import { openCredentials } from "#app/features/accounts/open-credentials.server.ts";
import { isUsable } from "#app/features/accounts/pause-account.server.ts";
import { takeShare } from "#app/features/accounts/take-share.server.ts";
import {
  takeNearSlot,
  takeSlot,
  type Slot,
} from "#app/features/accounts/take-slot.server.ts";
import { hasDueTracking } from "#app/features/trackings/has-due-tracking.server.ts";
import {
  isKeyDeliveryError,
  type KeyDeliveryError,
} from "#app/keydelivery/index.ts";
import { sleepUntil } from "#app/platform/clock.ts";
import { pauseFor } from "./pause-for.server.ts";

export type Asked<T> =
  | { outcome: "answered"; answer: T }
  /** Parcels that wait to be registered go first, or the account's next slot is not near. */
  | { outcome: "busy"; retryAt: Date }
  /** The account is paused or disconnected, or the caller may not. */
  | { outcome: "not_possible" }
  | { outcome: "failed"; error: KeyDeliveryError };

const waitForCreatesMs = 5_000;
const nearMs = 800;
const lateMs = 40;

type Options = {
  /**
   * Asked when nothing else is in the way. A call that is given up while it waits for its slot counts all the same:
   * rarely, when the process stops.
   */
  mayCall?: () => Promise<boolean>;
  /** A slot that is not near is not waited for: whoever sleeps keeps a worker from all other accounts. */
  canComeBack?: boolean;
};

/**
 * A real-time query or a detection: with a slot of the account, behind its creates. Where those take long it has a share
 * of the slots.
 */
export async function askKeyDelivery<T>(
  app: App,
  account: KeyDeliveryAccount,
  signal: AbortSignal,
  call: (credentials: Credentials) => Promise<T>,
  { mayCall, canComeBack = false }: Options = {},
): Promise<Asked<T>> {
  const now = app.clock.now();
  const credentials = openCredentials(app.sealer, account);
  if (!credentials || !isUsable(account, now))
    return { outcome: "not_possible" };
  if (await isBusy(app, account, now)) return busyFor(waitForCreatesMs, now);
  const rate = app.env.keydeliveryRate;
  const asked = { accountId: account.id, rate };
  const withinMs = nearMsAt(rate);
  const takeAny = () => takeSlot(app.db, asked);
  const slot = canComeBack
    ? await takeNearSlot(app.db, { ...asked, withinMs })
    : await takeAny();
  if (slot === undefined) return busyFor(withinMs, now);
  if (mayCall && !(await mayCall())) return { outcome: "not_possible" };
  await waitForTurn(app, slot, takeAny, signal);
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

// Calls that come late come together with those of later slots. Where all slots are missed, waiting is no help.
async function waitForTurn(
  { clock }: Pick<App, "clock">,
  first: Slot,
  takeAnother: () => Promise<Slot>,
  signal: AbortSignal,
) {
  await sleepUntil(clock, first, signal);
  let slot = first;
  for (let taken = 1; isLate(slot) && taken < 3; taken++) {
    slot = await takeAnother();
    await sleepUntil(clock, slot, signal);
  }
}

const isLate = (slot: Slot) => performance.now() - slot > lateMs;

const busyFor = (ms: number, now: Date) => ({
  outcome: "busy" as const,
  retryAt: new Date(now.getTime() + ms),
});

// While parcels are registered, the next slot that is free is up to two away.
const nearMsAt = (rate: number) => Math.max(nearMs, 2_000 / rate);

async function isBusy(
  { db, env }: Pick<App, "db" | "env">,
  { id: accountId }: KeyDeliveryAccount,
  now: Date,
) {
  if (!(await hasDueTracking(db, accountId, now, { maxPriority: 1 })))
    return false;
  return !(await takeShare(db, { accountId, rate: env.keydeliveryRate, now }));
}

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
