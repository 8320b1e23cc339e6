import type { App } from "#app/app-context.ts";
import { completeCredentials } from "#app/features/accounts/complete-credentials.ts";
import { loadOwnAccount } from "#app/features/accounts/load-own-account.server.ts";
import { noteSuccess } from "#app/features/accounts/note-success.server.ts";
import { openCredentials } from "#app/features/accounts/open-credentials.server.ts";
import { checkChanges } from "#app/features/settings/check-changes.ts";
import type { SettingsAnswer } from "#app/features/settings/settings-view.ts";
import { connectShopAccount } from "./account-actions.server.ts";
import { checkCredentials } from "./check-credentials.server.ts";
import { storeSettings } from "./store-settings.server.ts";

type SaveRequest = {
  shopId: string;
  actor: string;
  apiKey: string;
  apiSecret: string;
  changes: Record<string, unknown>;
  seen: Record<string, unknown>;
};

/**
 * Saves what was changed on a page of the settings. Nothing is saved when a value is wrong, when somebody else
 * changed it meanwhile, when KeyDelivery says that the credentials are wrong, or when the shop tested so many that it is not
 * asked; when it cannot be asked all is, and the answer says that they were not checked.
 */
export async function saveSettings(
  app: App,
  asked: SaveRequest,
): Promise<SettingsAnswer> {
  const { shopId, actor } = asked;
  const limits = { retentionDays: app.env.retentionDays };
  const checked = checkChanges(asked.changes, limits);
  if ("errors" in checked)
    return { outcome: "invalid", errors: {}, settings: checked.errors };
  const typed = await checkTyped(app, asked);
  if ("errors" in typed) return { outcome: "invalid", errors: typed.errors };
  if (typed.check === "too_many") return { outcome: "not_checked" };
  const { changes } = checked;
  const { seen } = asked;
  const done = await storeSettings(app, { shopId, actor, changes, seen });
  if ("conflicts" in done)
    return { outcome: "conflict", fields: done.conflicts };
  if (typed.credentials)
    await connect(app, { shopId, actor, ...typed.credentials }, typed.check);
  return { outcome: "saved", check: typed.check };
}

/** Null where nothing was typed. */
async function checkTyped(app: App, asked: SaveRequest) {
  if (!asked.apiKey.trim() && !asked.apiSecret.trim())
    return { credentials: null, check: null };
  const stored = await loadOwnAccount(app.db, asked.shopId);
  const completed = completeCredentials(
    asked,
    stored && openCredentials(app.sealer, stored),
  );
  if ("errors" in completed) return completed;
  const { credentials } = completed;
  const checked = await checkCredentials(app, {
    shopId: asked.shopId,
    credentials,
  });
  return "errors" in checked ? checked : { credentials, ...checked };
}

async function connect(
  app: App,
  account: Parameters<typeof connectShopAccount>[1],
  check: string | null,
) {
  await connectShopAccount(app, account);
  const own = await loadOwnAccount(app.db, account.shopId);
  const now = app.clock.now();
  if (own && check === "ok")
    await noteSuccess(app.db, { account: own, since: now, now });
}
