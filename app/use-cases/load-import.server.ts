import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { ImportView } from "#app/features/backfill/backfill-view.ts";
import { listBackfills } from "#app/features/backfill/list-backfills.server.ts";
import { loadOutcome } from "#app/features/backfill/load-outcome.server.ts";
import { loadPayment } from "./load-payment.server.ts";

/** The shop's imports, what became of the newest, and what the shop may still register on the operator's account. */
export async function loadImport(
  app: Pick<App, "db" | "env" | "clock">,
  shop: Pick<Shop, "id" | "timeZone">,
): Promise<ImportView> {
  const [[backfill = null, ...earlier], outcome, payment] = await Promise.all([
    listBackfills(app.db, shop.id),
    loadOutcome(app.db, shop.id),
    loadPayment(app, shop.id),
  ]);
  return { backfill, outcome, earlier, ...payment, timeZone: shop.timeZone };
}
