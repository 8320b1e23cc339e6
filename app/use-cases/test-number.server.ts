import type { KeyDeliveryAccount } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { noteDetectedCarriers } from "#app/features/carriers/note-candidates.server.ts";
import type {
  NumberTest,
  TestFailure,
} from "#app/features/carriers/number-test.ts";
import { takeTurn } from "#app/features/storefront/take-look-up-slot.server.ts";
import type {
  DetectedCarrier,
  KeyDeliveryError,
} from "#app/keydelivery/index.ts";
import { askKeyDelivery } from "./ask-keydelivery.server.ts";
import { numberTestsOf } from "./turns-of-shop.server.ts";

// No more than 20 in any hour.
const perShop = { perMinute: 1 / 6, burst: 10 };
const mostShown = 20;

/** Asks who may carry a number. Nothing is registered, and only names of carriers are kept. */
export async function testNumber(
  app: App,
  asked: { shopId: string; number: string; signal: AbortSignal },
): Promise<NumberTest> {
  const { shopId, number, signal } = asked;
  const account = await findServingAccount(app.db, shopId);
  if (!account) return notAsked("no_account");
  const now = app.clock.now();
  if (!(await takeTurn(app.db, numberTestsOf(shopId), perShop, now)))
    return notAsked("too_many");
  const told = await askKeyDelivery(app, account, signal, (credentials) =>
    app.keydelivery.detectCarriers(credentials, number, { signal }),
  );
  switch (told.outcome) {
    case "answered":
      return answerOf(app, number, told.answer);
    case "busy":
      return notAsked("busy");
    case "not_possible":
      return notAsked(pauseOf(account));
    case "failed":
      return notAsked(failureOf(told.error));
  }
}

async function answerOf(
  app: App,
  number: string,
  detected: readonly DetectedCarrier[],
): Promise<NumberTest> {
  const shown = detected.slice(0, mostShown);
  if (shown.length === 0) return { outcome: "nothing", number };
  await noteDetectedCarriers(app.db, shown);
  return {
    outcome: "found",
    number,
    carriers: shown.map(({ carrierId: id, name }) => ({ id, name })),
  };
}

const notAsked = (reason: TestFailure): NumberTest => ({
  outcome: "not_asked",
  reason,
});

function pauseOf({ state }: KeyDeliveryAccount): TestFailure {
  switch (state) {
    case "quota_exhausted":
      return "quota";
    case "invalid_credentials":
      return "credentials";
    case "throttled":
      return "throttled";
    // Disconnected a moment ago.
    case "active":
      return "no_account";
  }
}

function failureOf({ remedy }: KeyDeliveryError): TestFailure {
  switch (remedy) {
    case "pause_quota":
      return "quota";
    case "pause_credentials":
      return "credentials";
    case "slow_down":
      return "throttled";
    case "retry":
      return "unreachable";
    case "choose_carrier":
    case "ask_person":
      return "refused";
    case "report_bug":
      return "failed";
  }
}
