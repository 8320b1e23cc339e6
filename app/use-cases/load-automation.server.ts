import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { readAutomation } from "#app/domain/automation.ts";
import { shopifyCompanies } from "#app/features/carriers/shopify-companies.ts";
import type { AutomationView } from "#app/features/settings/automation-view.ts";
import { haveRulesChanged } from "#app/features/settings/list-changes.server.ts";
import { countAdmissible } from "./apply-rules.server.ts";

export async function loadAutomation(
  app: App,
  shop: Shop,
): Promise<AutomationView> {
  const [admissible, haveChanged] = await Promise.all([
    countAdmissible(app, shop),
    haveRulesChanged(app.db, shop.id),
  ]);
  return {
    automation: readAutomation(shop.automation),
    limits: { retentionDays: app.env.retentionDays },
    isOn: shop.automaticRegistration,
    companies: shopifyCompanies,
    admissible: haveChanged ? admissible : null,
  };
}
