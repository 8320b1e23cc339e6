import type { App } from "#app/app-context.ts";
import type {
  CredentialErrors,
  Credentials,
} from "#app/features/accounts/account-schema.ts";
import { testCredentials } from "#app/features/accounts/test-credentials.server.ts";
import type { CheckResult } from "#app/features/settings/settings-view.ts";
import { takeTurn } from "#app/features/storefront/take-look-up-slot.server.ts";
import { credentialTestsOf } from "./turns-of-shop.server.ts";

// Enough for somebody who mistypes; too few to try out keys that were found somewhere.
const perShop = { perMinute: 1 / 3, burst: 10 };

/** Asks KeyDelivery, and says which field is wrong, or else what is known of the account. */
export async function checkCredentials(
  app: Pick<App, "keydelivery" | "db" | "clock">,
  asked: { shopId: string; credentials: Credentials; signal?: AbortSignal },
): Promise<{ errors: CredentialErrors } | { check: CheckResult }> {
  const { shopId, credentials, signal } = asked;
  const key = credentialTestsOf(shopId);
  if (!(await takeTurn(app.db, key, perShop, app.clock.now())))
    return { check: "too_many" };
  const result = await testCredentials(app.keydelivery, credentials, {
    signal,
  });
  if (result.ok) return { check: result.warning ?? "ok" };
  switch (result.cause) {
    case "bad_key":
      return { errors: { apiKey: "bad_key" } };
    case "bad_secret":
      return { errors: { apiSecret: "bad_secret" } };
    case "unreachable":
    case "refused":
      return { check: result.cause };
  }
}
