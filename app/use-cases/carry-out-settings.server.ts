import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { SettingsIntent } from "#app/features/settings/settings-schema.ts";
import type { SettingsAnswer } from "#app/features/settings/settings-view.ts";
import { disconnectShopAccount } from "./account-actions.server.ts";
import {
  countAdmissible,
  requestRules,
  stopRules,
} from "./apply-rules.server.ts";
import { saveSettings } from "./save-settings.server.ts";
import { testConnection } from "./test-connection.server.ts";

type Asked = { shop: Shop; actor: string; signal: AbortSignal };

export async function carryOutSettings(
  app: App,
  { shop, actor, signal }: Asked,
  intent: SettingsIntent,
): Promise<SettingsAnswer> {
  const shopId = shop.id;
  switch (intent.intent) {
    case "save":
      // Without the signal: a page that is left must not turn a check into "unreachable".
      return saveSettings(app, { shopId, actor, ...intent });
    case "test":
      return testConnection(app, { shopId, signal, ...intent });
    case "disconnect":
      await disconnectShopAccount(app, { shopId, actor });
      return { outcome: "disconnected" };
    case "apply_rules": {
      const { count } = await countAdmissible(app, shop);
      await requestRules(app, { shopId, actor, parcels: count });
      return { outcome: "applying" };
    }
    case "stop_rules":
      await stopRules(app, { shopId, actor });
      return { outcome: "rules_stopped" };
  }
}
