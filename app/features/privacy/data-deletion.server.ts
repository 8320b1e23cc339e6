import type { DataDeletion } from "@prisma/client";
import type { Database, Transaction } from "#app/db.server.ts";
import { isForgotten } from "#app/domain/forgotten-domain.ts";
import type { DeletionView } from "./data-view.ts";

/**
 * From now on the shop's data of before is to be forgotten; fulfillments of before do not come back by a webhook or a
 * look at what webhooks missed. Where a deletion is under way, that one.
 */
export async function createDeletion(
  tx: Transaction,
  asked: { shopId: string; actor: string; now: Date },
): Promise<{ deletionId: string; isNew: boolean }> {
  const { shopId, actor, now } = asked;
  await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE`;
  const running = await tx.dataDeletion.findFirst({
    where: { shopId, endedAt: null },
    select: { id: true },
  });
  if (running) return { deletionId: running.id, isNew: false };
  await tx.shop.update({
    where: { id: shopId },
    data: { dataDeletedAt: now },
    select: { id: true },
  });
  await tx.auditEntry.create({
    data: { shopId, actor, action: "data_deletion_started" },
  });
  const { id } = await tx.dataDeletion.create({
    data: { shopId, before: now },
    select: { id: true },
  });
  return { deletionId: id, isNew: true };
}

/** @returns false once the merchant stopped it: what was not deleted stays. */
export async function noteDeleted(
  tx: Pick<Transaction, "dataDeletion">,
  id: string,
  deleted: number,
): Promise<boolean> {
  const { count } = await tx.dataDeletion.updateMany({
    where: { id, endedAt: null },
    data: { deleted: { increment: deleted } },
  });
  return count > 0;
}

/** Ends the deletion that is under way, if any: the batch that runs is the last. */
export async function stopDeletion(
  tx: Transaction,
  { shopId, actor, now }: { shopId: string; actor: string; now: Date },
): Promise<void> {
  const { count } = await tx.dataDeletion.updateMany({
    where: { shopId, endedAt: null },
    data: { endedAt: now, stopped: true },
  });
  if (count === 0) return;
  await tx.auditEntry.create({
    data: { shopId, actor, action: "data_deletion_stopped" },
  });
}

/** What is left of the shop's data besides its parcels, in tables that stay small. */
export async function finishDeletion(
  tx: Transaction,
  { id, shopId, before }: DataDeletion,
  now: Date,
): Promise<void> {
  const old = { shopId, createdAt: { lt: before } };
  await tx.carrierMapping.deleteMany({ where: old });
  await tx.savedView.deleteMany({ where: old });
  await tx.dataExport.deleteMany({ where: old });
  await tx.deletedOrder.deleteMany({
    where: { shopId, deletedAt: { lt: before } },
  });
  await tx.bulkAction.deleteMany({
    where: { shopId, askedAt: { lt: before } },
  });
  // Not before: what is asleep by a cancelled one would wake, where the deletion is stopped.
  await tx.backfill.deleteMany({ where: old });
  await tx.transitTime.deleteMany({ where: { shopId } });
  await tx.$executeRaw`
    DELETE FROM company WHERE shop_id = ${shopId}::uuid AND NOT EXISTS (SELECT 1 FROM shipment
      WHERE shipment.shop_id = company.shop_id AND shipment.company_key = company.company_key)`;
  const [ended] = await tx.dataDeletion.updateManyAndReturn({
    where: { id, endedAt: null },
    data: { endedAt: now },
    select: { deleted: true },
  });
  // By another worker.
  if (!ended) return;
  await tx.auditEntry.create({
    data: {
      shopId,
      actor: "app",
      action: "data_deleted",
      detail: { fulfillments: ended.deleted },
    },
  });
}

/** The shop's newest deletion; null where there was none. */
export async function loadDeletion(
  db: Pick<Database, "dataDeletion">,
  shopId: string,
): Promise<DeletionView | null> {
  const row = await db.dataDeletion.findFirst({
    where: { shopId },
    orderBy: { createdAt: "desc" },
  });
  return (
    row && {
      deleted: row.deleted,
      startedAt: row.createdAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
      isStopped: row.stopped,
    }
  );
}

const restMs = 2 * 60_000;

/** Deletions whose job was lost. */
export async function listForgottenDeletions(
  db: Pick<Database, "dataDeletion">,
  now: Date,
): Promise<{ deletionId: string; isOfAll: boolean }[]> {
  const rows = await db.dataDeletion.findMany({
    where: {
      endedAt: null,
      updatedAt: { lt: new Date(now.getTime() - restMs) },
    },
    select: { id: true, shop: { select: { domain: true } } },
    take: 100,
  });
  return rows.map(({ id, shop }) => ({
    deletionId: id,
    isOfAll: isForgotten(shop.domain),
  }));
}
