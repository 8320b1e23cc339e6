import pLimit from "p-limit";
import type { App } from "#app/app-context.ts";
import { openCredentials } from "#app/features/accounts/open-credentials.server.ts";
import { isUsable } from "#app/features/accounts/pause-account.server.ts";
import { createCallTurns } from "#app/features/accounts/call-turns.server.ts";
import {
  claimTrackings,
  type ClaimedTracking,
} from "#app/features/trackings/claim-trackings.server.ts";
import { holdOverQuota } from "#app/features/trackings/hold-over-quota.server.ts";
import { hasDueTracking } from "#app/features/trackings/has-due-tracking.server.ts";
import { reopenStaleAttempts } from "#app/features/trackings/reopen-stale-attempts.server.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";
import type { Draining } from "./draining.ts";
import { registerTracking } from "./register-tracking.ts";
import { beginAttempt, nothingUnderWay, type UnderWay } from "./under-way.ts";

export const maxCallsInFlight = 16;
// Beside the calls: answers that are being written down.
const maxUnderWay = 2 * maxCallsInFlight;
// Leaves the calls in flight time to end before the job expires.
const workMs = 30_000;

// Claimed and addressed while other calls wait for their turn, so that none waits for the database: no more than go in a
// twentieth of a second, so that the most urgent come first.
const mostReady = (rate: number) => Math.max(1, Math.ceil(rate / 20));
// Of these, beside the calls in flight, where KeyDelivery's answers and not the rate are waited for.
const claimedAhead = 4;
// An attempt that stays open is taken for a dead worker's.
const longestAheadMs = 8_000;
const lockedMs = 50;
// So that those that come back together from Shopify keep others waiting for no longer than a second.
const mostAsking = (rate: number) => Math.max(1, Math.floor(rate));

/**
 * Registers the account's waiting trackings, one slot at a time, calls side by side. One drain per account
 * runs at a time; it ends when nothing is due, and hands over to a fresh job before its own expires.
 */
export async function drainAccount(
  app: App,
  { accountId }: { accountId: string },
  signal: AbortSignal,
): Promise<JobNote> {
  const draining = await loadDraining(app, accountId, signal);
  if (!draining) return { outcome: "not_usable" };
  const endsAt = Date.now() + workMs;
  const underWay = nothingUnderWay();
  const isOpen = () =>
    !signal.aborted && isUsable(draining.account, app.clock.now());
  try {
    while (isOpen() && Date.now() < endsAt) {
      const inTheWay = whatIsFull(app, draining, underWay);
      if (inTheWay) await Promise.race(inTheWay);
      else if (!(await startNext(app, draining, isOpen, underWay))) break;
    }
  } finally {
    await Promise.all(underWay.attempts);
  }
  const now = app.clock.now();
  await reopenStaleAttempts(app.db, now);
  const { shopId } = draining.account;
  const note = { ...(shopId && { shopId }), attempts: underWay.begun };
  if (!isUsable(draining.account, now)) return { ...note, outcome: "paused" };
  if (!(await hasDueTracking(app.db, accountId, now)))
    return { ...note, outcome: "done" };
  // Also when this process stops: another one goes on.
  await wakeAccounts(app, [accountId]);
  return { ...note, outcome: "goes_on" };
}

function whatIsFull(
  app: App,
  { account }: Draining,
  { attempts, calls, ready, asking }: UnderWay,
) {
  const rate = app.env.keydeliveryRate;
  // A paused account is tried with one call: the others wait for what it answers.
  if (account.state !== "active") return calls.size > 0 ? calls : undefined;
  if (ready.size >= mostReady(rate)) return ready;
  if (asking.size >= mostAsking(rate)) return asking;
  // Half of those ahead at a time, so that there are fewer claims, and always some ahead.
  if (calls.size > maxCallsInFlight + claimedAhead / 2) return calls;
  return attempts.size < maxUnderWay ? undefined : attempts;
}

/** False when nothing is due. */
async function startNext(
  app: App,
  draining: Draining,
  isOpen: () => boolean,
  underWay: UnderWay,
) {
  const { account, turns } = draining;
  const isDue = () => hasDueTracking(app.db, account.id, app.clock.now());
  if (underWay.ready.size === 0) {
    if (!(await isDue())) return false;
    // Whoever comes in the meantime and is more urgent goes first.
    await turns.near();
    if (!isOpen()) return true;
  }
  const claimed = await claimNext(app, draining, underWay);
  for (const one of claimed)
    if (one.overQuota) await holdShop(app, account.id, one);
    else attempt(app, draining, { claimed: one, isOpen }, underWay);
  if (claimed.length > 0) return true;
  if (underWay.ready.size > 0) await Promise.race(underWay.ready);
  // All that is due is being changed by somebody.
  else await app.clock.sleep(lockedMs);
  return true;
}

function claimNext(app: App, { account }: Draining, under: UnderWay) {
  const { keydeliveryRate, callbackUrl, shopQuota } = app.env;
  const room = Math.min(
    claimedAhead,
    maxCallsInFlight + claimedAhead - under.calls.size,
    mostReady(keydeliveryRate) - under.ready.size,
  );
  return claimTrackings(app.db, {
    accountId: account.id,
    callbackBase: `${callbackUrl}/callbacks/keydelivery/`,
    shopQuota: account.shopId === null ? shopQuota : null,
    now: app.clock.now(),
    count: account.state === "active" ? room : 1,
  });
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
  underWay: UnderWay,
) {
  const mayCall = () =>
    claimed.isFollowed &&
    isOpen() &&
    app.clock.now().getTime() - claimed.attemptStartedAt.getTime() <
      longestAheadMs;
  const progress = beginAttempt(underWay);
  void registerTracking(app, draining, { claimed, mayCall, progress })
    // The attempt stays open in its row; the sweep finds it.
    .catch((err: unknown) =>
      app.logger.error({ trackingId: claimed.id, err }, "attempt left open"),
    )
    .finally(() => progress.ended());
}

async function loadDraining(
  app: App,
  accountId: string,
  signal: AbortSignal,
): Promise<Draining | undefined> {
  const account = await app.db.keyDeliveryAccount.findUnique({
    where: { id: accountId },
  });
  if (!account || !isUsable(account, app.clock.now())) return undefined;
  const credentials = openCredentials(app.sealer, account);
  if (!credentials) return undefined;
  const rate = app.env.keydeliveryRate;
  const asked = { accountId, rate };
  const turns = createCallTurns(app, { asked, signal });
  const calls = pLimit(maxCallsInFlight);
  return { account, credentials, turns, calls, unanswered: new Map() };
}
