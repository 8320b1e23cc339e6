import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { loadDeletion } from "#app/features/privacy/data-deletion.server.ts";
import type { DataView } from "#app/features/privacy/data-view.ts";
import { shopNameOf } from "./request-deletion.server.ts";

export async function loadDataPage(
  app: Pick<App, "db">,
  shop: Pick<Shop, "id" | "domain" | "timeZone">,
): Promise<DataView> {
  return {
    shopName: shopNameOf(shop),
    deletion: await loadDeletion(app.db, shop.id),
    timeZone: shop.timeZone,
  };
}
