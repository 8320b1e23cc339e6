import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { shopDayOf } from "#app/domain/shop-day.ts";
import type { HomeAnswer, HomeIntent } from "#app/features/home/home-intent.ts";
import type { GuideIntent } from "#app/features/onboarding/guide-intent.ts";
import type { GuideProgress } from "#app/features/onboarding/guide-progress.ts";
import { saveGuideProgress } from "#app/features/onboarding/save-guide-progress.server.ts";
import { storeSettings } from "./store-settings.server.ts";
import { retryShipment } from "./shipment-actions.server.ts";

type Asked = { shop: Pick<Shop, "id" | "timeZone">; actor: string };

/** What was asked for on the home page. */
export async function carryOutHome(
  app: App,
  { shop, actor }: Asked,
  intent: HomeIntent | GuideIntent,
): Promise<HomeAnswer> {
  const { id: shopId } = shop;
  switch (intent.intent) {
    case "retry": {
      const { shipmentId } = intent;
      await retryShipment(app, { shopId, shipmentId, actor });
      return { outcome: "retried" };
    }
    case "switch_write_back_on":
      await storeSettings(app, {
        shopId,
        actor,
        changes: { writeBack: true },
      });
      return { outcome: "saved" };
    case "close_digest":
    case "skip_step":
    case "dismiss_guide":
    case "show_guide": {
      const today = shopDayOf(app.clock.now(), shop.timeZone);
      await app.db.$transaction((tx) =>
        saveGuideProgress(tx, shopId, (known) => ({
          ...known,
          ...progressOf(intent, known, today),
        })),
      );
      return { outcome: "saved" };
    }
  }
}

function progressOf(
  intent: Exclude<
    HomeIntent | GuideIntent,
    { intent: "retry" | "switch_write_back_on" }
  >,
  known: GuideProgress,
  today: string,
): Partial<GuideProgress> {
  switch (intent.intent) {
    case "close_digest":
      return { digestClosedOn: today };
    case "skip_step":
      return { skipped: [...new Set([...known.skipped, intent.step])] };
    case "dismiss_guide":
      return { dismissed: true };
    case "show_guide":
      return { dismissed: false };
  }
}
