import type { App } from "#app/app-context.ts";
import { completeCredentials } from "#app/features/accounts/complete-credentials.ts";
import { loadOwnAccount } from "#app/features/accounts/load-own-account.server.ts";
import { noteSuccess } from "#app/features/accounts/note-success.server.ts";
import { openCredentials } from "#app/features/accounts/open-credentials.server.ts";
import type { SettingsAnswer } from "#app/features/settings/settings-view.ts";
import {
  connectShopAccount,
  saveAutomaticRegistration,
} from "./account-actions.server.ts";
import { saveWriteBack } from "./save-write-back.server.ts";
import { checkCredentials } from "./check-credentials.server.ts";

type SaveRequest = {
  shopId: string;
  actor: string;
  apiKey: string;
  apiSecret: string;
  automaticRegistration: boolean;
  writeBack?: boolean | undefined;
};

/**
 * Saves the settings page. Nothing is saved when KeyDelivery says that the credentials are wrong; when it
 * cannot be asked all is, and the answer says that they were not checked.
 */
export async function saveSettings(
  app: App,
  asked: SaveRequest,
): Promise<SettingsAnswer> {
  const { shopId, actor } = asked;
  const account =
    asked.apiKey.trim() || asked.apiSecret.trim()
      ? await connectTyped(app, asked)
      : { check: null };
  if ("errors" in account)
    return { outcome: "invalid", errors: account.errors };
  await saveAutomaticRegistration(app, {
    shopId,
    actor,
    enabled: asked.automaticRegistration,
  });
  if (asked.writeBack !== undefined)
    await saveWriteBack(app, { shopId, actor, enabled: asked.writeBack });
  return { outcome: "saved", check: account.check };
}

async function connectTyped(app: App, asked: SaveRequest) {
  const { shopId, actor } = asked;
  const stored = await loadOwnAccount(app.db, shopId);
  const completed = completeCredentials(
    asked,
    stored && openCredentials(app.sealer, stored),
  );
  if ("errors" in completed) return completed;
  const { credentials } = completed;
  const checked = await checkCredentials(app, credentials);
  if ("errors" in checked) return checked;
  await connectShopAccount(app, { shopId, actor, ...credentials });
  const account = await loadOwnAccount(app.db, shopId);
  if (account && checked.check === "ok")
    await noteSuccess(app.db, { account, now: app.clock.now() });
  return checked;
}
