import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { loadAccountView } from "#app/features/accounts/load-account-view.server.ts";
import { listDataExports } from "#app/features/privacy/list-data-exports.server.ts";
import type { SettingsView } from "#app/features/settings/settings-view.ts";

export async function loadSettings(
  app: App,
  shop: Pick<Shop, "id" | "automaticRegistration" | "timeZone">,
): Promise<SettingsView> {
  const operatorAvailable = app.env.operatorAccount !== undefined;
  const [account, dataExports] = await Promise.all([
    loadAccountView(app.db, shop.id, { operatorAvailable }),
    listDataExports(app.db, shop.id, app.clock.now()),
  ]);
  return {
    account,
    operatorAvailable,
    automaticRegistration: shop.automaticRegistration,
    timeZone: shop.timeZone,
    dataExports,
  };
}
