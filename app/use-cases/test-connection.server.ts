import type { App } from "#app/app-context.ts";
import { completeCredentials } from "#app/features/accounts/complete-credentials.ts";
import { loadOwnAccount } from "#app/features/accounts/load-own-account.server.ts";
import { noteSuccess } from "#app/features/accounts/note-success.server.ts";
import { openCredentials } from "#app/features/accounts/open-credentials.server.ts";
import type { SettingsAnswer } from "#app/features/settings/settings-view.ts";
import { checkCredentials } from "./check-credentials.server.ts";
import { wakeAccounts } from "./wake-accounts.server.ts";

type TestRequest = {
  shopId: string;
  apiKey: string;
  apiSecret: string;
  signal?: AbortSignal;
};

/**
 * Tests what was typed, or the stored credentials when nothing was. Stored ones that work end their
 * account's pause, so that what waits is tried again now.
 */
export async function testConnection(
  app: App,
  asked: TestRequest,
): Promise<SettingsAnswer> {
  const account = await loadOwnAccount(app.db, asked.shopId);
  const completed = completeCredentials(
    asked,
    account && openCredentials(app.sealer, account),
  );
  if ("errors" in completed)
    return { outcome: "invalid", errors: completed.errors };
  const { credentials, typed } = completed;
  const { shopId, signal } = asked;
  const since = app.clock.now();
  const checked = await checkCredentials(app, { shopId, credentials, signal });
  if ("errors" in checked)
    return { outcome: "invalid", errors: checked.errors };
  if (account && !typed && checked.check === "ok") {
    await noteSuccess(app.db, { account, since, now: app.clock.now() });
    await wakeAccounts(app, [account.id]);
  }
  return { outcome: "tested", check: checked.check };
}
