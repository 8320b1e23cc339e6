import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { customerScope, hasScope, writeScope } from "#app/domain/scopes.ts";
import { loadAccountView } from "#app/features/accounts/load-account-view.server.ts";
import { listDataExports } from "#app/features/privacy/list-data-exports.server.ts";
import { arePhonesWithheld } from "#app/features/settings/phones-withheld.server.ts";
import { readShopSettings } from "#app/features/settings/shop-settings.ts";
import { areContactsWithheld } from "#app/features/storefront/note-contacts.server.ts";
import type { SettingsView } from "#app/features/settings/settings-view.ts";

export async function loadSettings(
  app: App,
  shop: Shop,
): Promise<SettingsView> {
  const operatorAvailable = app.env.operatorAccount !== undefined;
  const now = app.clock.now();
  const { shopQuota, retentionDays } = app.env;
  const limits = { retentionDays };
  const [account, dataExports] = await Promise.all([
    loadAccountView(app.db, shop.id, { operatorAvailable, shopQuota, now }),
    listDataExports(app.db, shop.id, now),
  ]);
  return {
    account,
    operatorAvailable,
    settings: readShopSettings(shop, limits),
    limits,
    phonesWithheld: arePhonesWithheld(shop),
    contactsWithheld: areContactsWithheld(shop),
    mayWriteBack: hasScope(shop, writeScope),
    mayShowCustomers: hasScope(shop, customerScope),
    timeZone: shop.timeZone,
    dataExports,
  };
}
