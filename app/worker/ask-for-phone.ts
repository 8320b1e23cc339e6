import type { App } from "#app/app-context.ts";
import { readPhone } from "#app/domain/phone-sharing.ts";
import { notePhoneAnswer } from "#app/features/settings/phones-withheld.server.ts";
import type {
  ClaimedTracking,
  PhoneSource,
} from "#app/features/trackings/claim-trackings.server.ts";
import type { AttemptOutcome } from "#app/features/trackings/settle-attempt.server.ts";
import { backoffMs } from "#app/keydelivery/index.ts";
import {
  readOrderPhone,
  type OrderPhone,
} from "#app/shopify/read-order-phone.server.ts";
import {
  NeedsReopenError,
  ShopifyUnavailableError,
} from "#app/shopify/shopify-error.server.ts";
import type { Draining } from "./draining.ts";

// Other shops' parcels wait behind a slow Shopify: not for long, and not for each parcel of the shop.
const patienceMs = 3_000;
const pauseMs = 10_000;
// Together some minutes. KeyDelivery looks at a new parcel after a quarter of an hour, so that nothing is late.
const maxTries = 8;
const backoff = { baseMs: 2_000, maxMs: 15 * 60_000 };

/**
 * The recipient's phone for the create call of a claimed tracking, where its shop shares it and Shopify gives it;
 * or how the attempt ends, where Shopify is to be asked again. The phone is in this answer and nowhere else.
 */
export async function askForPhone(
  app: App,
  { unanswered }: Draining,
  claimed: ClaimedTracking,
): Promise<{ phone?: string } | { outcome: AttemptOutcome }> {
  const { phoneSource: source, phoneTries } = claimed;
  if (!source || phoneTries >= maxTries) return {};
  const now = app.clock.now();
  const pausedUntil = unanswered.get(source.shopId);
  if (pausedUntil && pausedUntil > now)
    return { outcome: again(claimed, now, pausedUntil) };
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await readOrderPhone(app, { ...source, signal });
    const phone = answer.kind === "typed" ? readPhone(answer.phone) : undefined;
    await note(app, source, answer);
    return phone === undefined ? {} : { phone };
  } catch (error) {
    if (error instanceof NeedsReopenError) return {};
    app.logger.warn(
      { trackingId: claimed.id, shop: source.shop, reason: nameOf(error) },
      "phone not asked for",
    );
    const failedAt = app.clock.now();
    const until = new Date(failedAt.getTime() + pauseAfter(error));
    unanswered.set(source.shopId, until);
    return { outcome: again(claimed, failedAt, until) };
  }
}

const pauseAfter = (error: unknown) =>
  error instanceof ShopifyUnavailableError
    ? Math.max(pauseMs, error.retryAfterMs ?? 0)
    : pauseMs;

/** KeyDelivery refuses what was sent, which may be the phone's fault: the next attempt goes without. */
export const giveUpPhone = (app: App, code: string): AttemptOutcome => ({
  kind: "again_for_phone",
  code,
  retryAt: app.clock.now(),
  phoneTries: maxTries,
});

function again(
  claimed: ClaimedTracking,
  now: Date,
  notBefore: Date,
): AttemptOutcome {
  const phoneTries = claimed.phoneTries + 1;
  const backedOff = now.getTime() + backoffMs(phoneTries, backoff);
  return {
    kind: "again_for_phone",
    code: null,
    retryAt: new Date(Math.max(backedOff, notBefore.getTime())),
    phoneTries,
  };
}

async function note(app: App, { shopId }: PhoneSource, answer: OrderPhone) {
  switch (answer.kind) {
    case "typed":
      return notePhoneAnswer(app.db, shopId, "given");
    case "withheld":
      return notePhoneAnswer(app.db, shopId, "withheld");
    case "no_address":
      return undefined;
  }
}

// Not the error itself: whatever went wrong, its text is not ours.
const nameOf = (error: unknown) =>
  error instanceof Error ? error.name : "unknown";
