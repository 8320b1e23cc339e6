import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { shopDayOf } from "#app/domain/shop-day.ts";
import type { HomeAnswer, HomeIntent } from "#app/features/home/home-intent.ts";
import { saveGuideProgress } from "#app/features/onboarding/save-guide-progress.server.ts";
import { retryShipment } from "./shipment-actions.server.ts";

type Asked = { shop: Pick<Shop, "id" | "timeZone">; actor: string };

/** What was asked for on the home page. */
export async function carryOutHome(
  app: App,
  { shop, actor }: Asked,
  intent: HomeIntent,
): Promise<HomeAnswer> {
  const { id: shopId, timeZone } = shop;
  switch (intent.intent) {
    case "retry": {
      const { shipmentId } = intent;
      await retryShipment(app, { shopId, shipmentId, actor });
      return { outcome: "retried" };
    }
    case "close_digest": {
      const digestClosedOn = shopDayOf(app.clock.now(), timeZone);
      await app.db.$transaction((tx) =>
        saveGuideProgress(tx, shopId, (known) => ({
          ...known,
          digestClosedOn,
        })),
      );
      return { outcome: "saved" };
    }
  }
}
