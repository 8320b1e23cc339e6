import pLimit from "p-limit";
import type { App } from "#app/app-context.ts";
import { openCredentials } from "#app/features/accounts/open-credentials.server.ts";
import { isUsable } from "#app/features/accounts/pause-account.server.ts";
import { createSlots } from "#app/features/accounts/take-slot.server.ts";
import {
  claimTrackings,
  type ClaimedTracking,
} from "#app/features/trackings/claim-trackings.server.ts";
import { holdOverQuota } from "#app/features/trackings/hold-over-quota.server.ts";
import { hasDueTracking } from "#app/features/trackings/has-due-tracking.server.ts";
import { reopenStaleAttempts } from "#app/features/trackings/reopen-stale-attempts.server.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";
import type { Draining } from "./draining.ts";
import { registerTracking } from "./register-tracking.ts";

export const maxCallsInFlight = 16;
// Beside the calls: answers that are being written down.
const maxUnderWay = 2 * maxCallsInFlight;
// Leaves the calls in flight time to end before the job expires.
const workMs = 30_000;

// Claimed together, while all calls wait for KeyDelivery, so that none waits for the database. No more than a fiftieth of a
// second's calls, because they may go all at once; nor for long, because an attempt that stays open is taken for a dead
// worker's.
const claimedAhead = (rate: number) => Math.min(4, Math.floor(rate / 50));
const longestAheadMs = 5_000;

// A paused account is tried with one call: the others wait for what it answers.
const mostClaimed = (app: App, { account }: Draining) =>
  account.state === "active"
    ? maxCallsInFlight + claimedAhead(app.env.keydeliveryRate)
    : 1;

// Half of those ahead at a time, so that there are fewer claims, and always some ahead.
const fewest = (app: App, draining: Draining) =>
  mostClaimed(app, draining) === 1
    ? 1
    : Math.max(1, claimedAhead(app.env.keydeliveryRate) / 2);

/** Attempts that are not over yet; of each that is not answered, the end of its call. */
type UnderWay = Record<"attempts" | "calls", Set<Promise<void>>>;

/**
 * Registers the account's waiting trackings, one slot at a time, calls side by side. One drain per account
 * runs at a time; it ends when nothing is due, and hands over to a fresh job before its own expires.
 */
export async function drainAccount(
  app: App,
  { accountId }: { accountId: string },
  signal: AbortSignal,
): Promise<void> {
  const draining = await loadDraining(app, accountId);
  if (!draining) return;
  const endsAt = Date.now() + workMs;
  const underWay: UnderWay = { attempts: new Set(), calls: new Set() };
  const isOpen = () =>
    !signal.aborted && isUsable(draining.account, app.clock.now());
  try {
    while (isOpen() && Date.now() < endsAt) {
      const { calls, attempts } = underWay;
      if (calls.size > mostClaimed(app, draining) - fewest(app, draining))
        await Promise.race(calls);
      else if (attempts.size >= maxUnderWay) await Promise.race(attempts);
      else if (!(await startNext(app, draining, signal, isOpen, underWay)))
        break;
    }
  } finally {
    await Promise.all(underWay.attempts);
  }
  const now = app.clock.now();
  await reopenStaleAttempts(app.db, now);
  // Also when this process stops: another one goes on.
  if (
    isUsable(draining.account, now) &&
    (await hasDueTracking(app.db, accountId, now))
  )
    await wakeAccounts(app, [accountId]);
}

/** False when nothing is due. */
async function startNext(
  app: App,
  draining: Draining,
  signal: AbortSignal,
  isOpen: () => boolean,
  underWay: UnderWay,
) {
  const { account, slots } = draining;
  const { id: accountId } = account;
  const isDue = () => hasDueTracking(app.db, accountId, app.clock.now());
  if (slots.left() === 0 && !(await isDue())) return false;
  await app.clock.sleep(await slots.next(), signal);
  if (!isOpen()) return true;
  const claimed = await claimNext(app, draining, underWay);
  if (claimed.length === 0) slots.drop();
  for (const one of claimed) {
    // No call is made: a shop without quota, or one that left, costs the others nothing.
    if (one.overQuota || !one.isFollowed) slots.giveBack();
    if (one.overQuota) await holdShop(app, accountId, one);
    else attempt(app, draining, { claimed: one, isOpen }, underWay);
  }
  return true;
}

/** One for the slot that came, and more where they can be claimed together, each for one more of the reserved slots. */
async function claimNext(app: App, draining: Draining, { calls }: UnderWay) {
  const { account, slots } = draining;
  const { keydeliveryRate, callbackUrl, shopQuota } = app.env;
  const together = Math.min(
    claimedAhead(keydeliveryRate),
    mostClaimed(app, draining) - calls.size,
  );
  const claimed = await claimTrackings(app.db, {
    accountId: account.id,
    callbackBase: `${callbackUrl}/callbacks/keydelivery/`,
    shopQuota: account.shopId === null ? shopQuota : null,
    now: app.clock.now(),
    count: 1 + Math.max(0, Math.min(slots.left(), together - 1)),
  });
  slots.use(claimed.length - 1);
  return claimed;
}

async function holdShop(
  { db, env, clock }: App,
  accountId: string,
  { id: trackingId, shopId }: ClaimedTracking,
) {
  if (!shopId) return;
  const within = { shopQuota: env.shopQuota, now: clock.now() };
  await repeatOnConflict(() =>
    holdOverQuota(db, { accountId, shopId, trackingId, within }),
  );
}

function attempt(
  app: App,
  draining: Draining,
  { claimed, isOpen }: { claimed: ClaimedTracking; isOpen: () => boolean },
  { attempts, calls }: UnderWay,
) {
  const mayCall = () =>
    claimed.isFollowed &&
    isOpen() &&
    app.clock.now().getTime() - claimed.attemptStartedAt.getTime() <
      longestAheadMs;
  const call = Promise.withResolvers<void>();
  const onAnswered = call.resolve;
  const ending = registerTracking(app, draining, {
    ...{ claimed, mayCall, onAnswered },
  })
    // The attempt stays open in its row; the sweep finds it.
    .catch((err: unknown) =>
      app.logger.error({ trackingId: claimed.id, err }, "attempt left open"),
    )
    .finally(() => {
      // Nor was there a call, where it failed before.
      call.resolve();
      attempts.delete(ending);
    });
  attempts.add(ending);
  calls.add(call.promise);
  void call.promise.then(() => calls.delete(call.promise));
}

async function loadDraining(
  app: App,
  accountId: string,
): Promise<Draining | undefined> {
  const account = await app.db.keyDeliveryAccount.findUnique({
    where: { id: accountId },
  });
  if (!account || !isUsable(account, app.clock.now())) return undefined;
  const credentials = openCredentials(app.sealer, account);
  if (!credentials) return undefined;
  const rate = app.env.keydeliveryRate;
  const slots = createSlots(app.db, { accountId, rate });
  const calls = pLimit(maxCallsInFlight);
  return { account, credentials, slots, calls, unanswered: new Map() };
}
