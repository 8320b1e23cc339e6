import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import {
  cancelBulkAction,
  closeBulkAction,
  openBulkAction,
} from "#app/features/shipments/bulk-actions.server.ts";
import type { BulkAnswer, Left } from "#app/features/shipments/bulk-view.ts";
import { changeSavedView } from "#app/features/shipments/change-saved-view.server.ts";
import { countShipments } from "#app/features/shipments/count-shipments.server.ts";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import type {
  BulkIntent,
  ListAnswer,
} from "#app/features/shipments/list-intent.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";
import type { SavedViewIntent } from "#app/features/shipments/saved-view-schema.ts";
import { runBulkAction } from "#app/jobs/definitions.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { changeParcels, mostPerBatch } from "./change-parcels.server.ts";
import { wakeAccounts } from "./wake-accounts.server.ts";

type Asked = { shop: Pick<Shop, "id" | "timeZone">; actor: string };
type Intent<Name extends BulkIntent["intent"]> = Extract<
  BulkIntent,
  { intent: Name }
>;

/**
 * What was asked for on the list.
 * @throws NotFoundError for an unknown view or bulk action, and for another shop's
 */
export async function carryOutList(
  app: App,
  asked: Asked,
  intent: SavedViewIntent | BulkIntent,
): Promise<ListAnswer> {
  const { actor } = asked;
  const { id: shopId } = asked.shop;
  const now = app.clock.now();
  switch (intent.intent) {
    case "save_view":
    case "rename_view":
    case "update_view":
    case "delete_view":
      return changeSavedView(app.db, shopId, intent);
    case "change_parcels":
      return changeChosen(app, asked, intent);
    case "change_all":
      return changeAll(app, asked, intent);
    case "cancel_bulk":
      await cancelBulkAction(app.db, { shopId, id: intent.id, actor, now });
      return { outcome: "cancelled" };
    case "close_bulk":
      await closeBulkAction(app.db, { shopId, id: intent.id, now });
      return { outcome: "closed" };
  }
}

/** Parcels of a page, while the merchant waits. */
async function changeChosen(
  app: App,
  { shop, actor }: Asked,
  { ids, kind, ...rest }: Intent<"change_parcels">,
): Promise<BulkAnswer> {
  const change = { kind, carrierId: rest.carrierId ?? null };
  let done = 0;
  const left: Left = {};
  for (let from = 0; from < ids.length; from += mostPerBatch) {
    const batch = ids.slice(from, from + mostPerBatch);
    const changed = await inTransaction(
      app.db,
      (tx) =>
        changeParcels(app, tx, {
          shopId: shop.id,
          actor,
          ids: batch,
          change,
        }),
      { timeout: 15_000 },
    );
    await wakeAccounts(app, changed.wake);
    done += changed.done;
    for (const [reason, count] of Object.entries(changed.left))
      left[reason as keyof Left] = (left[reason as keyof Left] ?? 0) + count;
  }
  return { outcome: "changed", kind, done, left };
}

/** All that match, by a job. */
async function changeAll(
  app: App,
  { shop, actor }: Asked,
  { query, kind, ...rest }: Intent<"change_all">,
): Promise<BulkAnswer> {
  const now = app.clock.now();
  const asked = readListQuery(new URLSearchParams(query));
  const total = await countShipments(app.db, conditionsOf(asked, shop, now));
  const { id: shopId } = shop;
  const carrierId = rest.carrierId ?? null;
  return app.db.$transaction(async (tx) => {
    const opened = await openBulkAction(tx, {
      ...{ shopId, actor, kind, carrierId, query, total, now },
    });
    if (!opened) return { outcome: "busy" };
    const { id } = opened;
    await app.queue.enqueue(
      runBulkAction,
      { bulkActionId: id },
      { tx, singletonKey: id },
    );
    return { outcome: "started" };
  });
}
