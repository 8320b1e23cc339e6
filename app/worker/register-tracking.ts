import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { noteSuccess } from "#app/features/accounts/note-success.server.ts";
import {
  addressAttempt,
  type AddressedTracking,
} from "#app/features/trackings/address-attempt.server.ts";
import type { ClaimedTracking } from "#app/features/trackings/claim-trackings.server.ts";
import { isUrlRegistered } from "#app/features/trackings/is-url-registered.server.ts";
import {
  settleAttempt,
  type AttemptOutcome,
} from "#app/features/trackings/settle-attempt.server.ts";
import { checkTracking } from "#app/jobs/definitions.ts";
import { backoffMs, KeyDeliveryError } from "#app/keydelivery/index.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { askForPhone, giveUpPhone } from "./ask-for-phone.ts";
import { tryNextCarrier } from "./try-next-carrier.ts";
import type { Draining } from "./draining.ts";
import type { Progress } from "./under-way.ts";
import { pauseFor } from "#app/use-cases/pause-for.server.ts";
import { takeAllowance } from "#app/use-cases/take-allowance.server.ts";

// Together about a day.
const maxAttempts = 150;
const backoff = { baseMs: 2_000, maxMs: 15 * 60_000 };

type Asked = {
  claimed: ClaimedTracking;
  /** Whether it is still to be made when its turn comes. */
  mayCall: () => boolean;
  progress: Progress;
};

const handedBack: AttemptOutcome = {
  kind: "paused",
  code: null,
  mayHaveReached: false,
};

/** Makes the create call of a claimed tracking when its turn comes, and writes down how it ended. */
export function registerTracking(
  app: App,
  draining: Draining,
  asked: Asked,
): Promise<void> {
  const { id, cause } = asked.claimed;
  const of = { cause, attributes: { "tracking.id": id } };
  return app.tracing.span("register", of, () => register(app, draining, asked));
}

async function register(
  app: App,
  draining: Draining,
  { claimed: taken, mayCall, progress }: Asked,
) {
  const { fingerprint } = draining.account;
  const claimed = await addressAttempt(app.db, app.callbackTokens, {
    claimed: taken,
    fingerprint,
  });
  const outcome = await draining
    .calls(() => callCreate(app, draining, { claimed, mayCall, progress }))
    .finally(() => progress.answered());
  const now = app.clock.now();
  const isFree = await mayFail(app, draining, claimed, outcome);
  const settle = async (tx: Transaction) => {
    const settled = await settleAttempt(tx, { claimed, outcome, isFree, now });
    if (!settled) return;
    if (outcome.kind === "registered_elsewhere")
      await app.queue.enqueue(
        checkTracking,
        { trackingId: claimed.id },
        { tx, singletonKey: claimed.id },
      );
    if (outcome.kind === "failed" && outcome.needsCarrier)
      await tryNextCarrier(app, tx, claimed);
  };
  await inTransaction(app.db, settle);
  app.metrics.registrationSettled(outcome.kind, outcome.code);
  app.logger.info(
    {
      shop: claimed.shop,
      trackingId: claimed.id,
      accountId: draining.account.id,
      outcome: outcome.kind,
      code: outcome.code,
      attempt: claimed.attempts,
      ms: now.getTime() - claimed.attemptStartedAt.getTime(),
    },
    "create tracking",
  );
}

// Calls that make nothing would else be made without end, at nobody's cost but the operator's.
async function mayFail(
  app: App,
  { account }: Draining,
  { shopId }: ClaimedTracking,
  outcome: AttemptOutcome,
) {
  const isOperators = account.shopId === null;
  if (!isOperators || !madeNothing(outcome) || shopId === null) return true;
  const shop = await app.db.shop.findUnique({
    where: { id: shopId },
    select: { domain: true },
  });
  return !shop || takeAllowance(app, { what: "failed", account, ...shop });
}

const madeNothing = ({ kind, code }: AttemptOutcome) =>
  kind === "failed" || kind === "registered_elsewhere" || code === "60201";

async function callCreate(
  app: App,
  draining: Draining,
  { claimed, mayCall, progress }: Asked & { claimed: AddressedTracking },
): Promise<AttemptOutcome> {
  if (!mayCall()) return handedBack;
  const ask = () => askForPhone(app, draining, claimed);
  const asked = claimed.phoneSource ? await progress.whileAsking(ask) : {};
  if ("outcome" in asked) return asked.outcome;
  const { phone } = asked;
  await draining.turns.next();
  if (!mayCall()) return handedBack;
  progress.sent();
  const since = app.clock.now();
  try {
    const answer = await app.keydelivery.createTracking(draining.credentials, {
      carrierId: claimed.carrierId,
      trackingNumber: claimed.number,
      phone,
      shipTo: shipTo(claimed),
      webhookUrl: claimed.attemptUrl,
    });
    await noteSuccess(app.db, {
      account: draining.account,
      since,
      now: app.clock.now(),
    });
    if (answer.outcome === "created")
      return { kind: "registered", code: "200" };
    // A restarted one exists already, and ran out: no push comes to it any more.
    return !claimed.restarted && (await isOurs(app, claimed))
      ? { kind: "registered", code: "60201" }
      : { kind: "registered_elsewhere", code: "60201" };
  } catch (error) {
    if (!(error instanceof KeyDeliveryError)) throw error;
    if (phone && error.answerCode === "105") return giveUpPhone(app, "105");
    return afterError(app, draining, claimed, error);
  }
}

// We crashed between an earlier call and its commit, or the same URL was given for the same number before.
async function isOurs(app: App, claimed: AddressedTracking) {
  return (
    claimed.earlierBase === claimed.attemptBase ||
    (await isUrlRegistered(app.db, claimed))
  );
}

async function afterError(
  app: App,
  draining: Draining,
  claimed: ClaimedTracking,
  error: KeyDeliveryError,
): Promise<AttemptOutcome> {
  const code = error.answerCode ?? error.name;
  const again = (delayMs: number): AttemptOutcome => ({
    kind: "again",
    code,
    retryAt: new Date(app.clock.now().getTime() + delayMs),
    mayHaveReached: error.mayHaveReached,
  });
  const failed = (needsCarrier: boolean): AttemptOutcome => ({
    kind: "failed",
    code,
    needsCarrier,
    mayHaveReached: error.mayHaveReached,
  });
  switch (error.remedy) {
    case "retry":
      return claimed.attempts < maxAttempts
        ? again(backoffMs(claimed.attempts, backoff))
        : failed(false);
    case "slow_down":
    case "pause_quota":
    case "pause_credentials":
      await pauseFor(app, draining.account, error, code);
      return { kind: "paused", code, mayHaveReached: error.mayHaveReached };
    case "choose_carrier":
      return failed(true);
    case "ask_person":
    case "report_bug":
      return failed(false);
  }
}

/** "Los Angeles, CA, United States", of the parts that are known. */
function shipTo(claimed: ClaimedTracking) {
  if (!claimed.destinationCity) return undefined;
  return [
    claimed.destinationCity,
    claimed.destinationRegion,
    claimed.destinationCountry,
  ]
    .filter(Boolean)
    .join(", ");
}
