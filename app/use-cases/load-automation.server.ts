import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { readAutomation } from "#app/domain/automation.ts";
import { shopifyCompanies } from "#app/features/carriers/shopify-companies.ts";
import type { AutomationView } from "#app/features/settings/automation-view.ts";
import { haveRulesChanged } from "#app/features/settings/list-changes.server.ts";
import { isWorking } from "#app/features/shop-work/shop-work.server.ts";
import { countAdmissible } from "./apply-rules.server.ts";

export async function loadAutomation(
  app: App,
  shop: Shop,
): Promise<AutomationView> {
  const shopId = shop.id;
  const [admissible, haveChanged, isApplying] = await Promise.all([
    countAdmissible(app, shop),
    haveRulesChanged(app.db, shopId),
    isWorking(app.db, { shopId, kind: "rules" }),
  ]);
  return {
    automation: readAutomation(shop.automation),
    limits: { retentionDays: app.env.retentionDays },
    isOn: shop.automaticRegistration,
    companies: shopifyCompanies,
    admissible: haveChanged || isApplying ? admissible : null,
    isApplying,
  };
}
