import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import {
  lockBulkAction,
  noteBatch,
} from "#app/features/shipments/bulk-actions.server.ts";
import type { BulkKind } from "#app/features/shipments/bulk-view.ts";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import { readCursor } from "#app/features/shipments/list-cursor.ts";
import {
  listShipments,
  mostLookedAt,
} from "#app/features/shipments/list-shipments.server.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { changeParcels, mostPerBatch } from "./change-parcels.server.ts";
import { wakeAccounts } from "./wake-accounts.server.ts";

const bounds = { pageSize: mostPerBatch, mostLookedAt };
// On a slow machine a batch takes longer than Prisma's five seconds.
const timeout = 30_000;
// The order in which a parcel keeps its place, whatever becomes of it.
const sort = "shipped_desc";
// Behind live parcels.
const priority = 1;

/**
 * The next parcels of a bulk action, and where it has come with them: all of it, or nothing. Answers whether it is over, and
 * whose it is, where it still ran.
 */
export async function runBulkBatch(
  app: App,
  id: string,
): Promise<{ isOver: boolean; shop?: string }> {
  const { wake, ...batch } = await inTransaction(
    app.db,
    (tx) => runBatch(app, tx, id),
    { timeout },
  );
  await wakeAccounts(app, wake);
  return batch;
}

async function runBatch(app: App, tx: Transaction, id: string) {
  const now = app.clock.now();
  const action = await lockBulkAction(tx, id);
  if (!action) return { wake: [], isOver: true };
  const { shop, shopId, actor, carrierId, askedAt } = action;
  if (shop.state !== "active") {
    const data = { state: "cancelled", endedAt: now };
    await tx.bulkAction.update({ where: { id }, data });
    return { wake: [], isOver: true, shop: shop.domain };
  }
  const query = readListQuery(new URLSearchParams(action.query));
  const page = await listShipments(tx, {
    conditions: { ...conditionsOf(query, shop, askedAt), sort },
    cursor: readCursor(action.cursor, sort),
    bounds,
  });
  const { done, left, wake } = await changeParcels(app, tx, {
    ...{ shopId, actor, priority },
    ids: page.rows.map((row) => row.id),
    change: { kind: action.kind as BulkKind, carrierId },
  });
  const cursor = page.older;
  await noteBatch(tx, action, { done, left, cursor, now });
  return { wake, isOver: cursor === null, shop: shop.domain };
}
