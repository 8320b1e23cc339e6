import type { Prisma } from "@prisma/client";
import { type BulkAction } from "@prisma/client";
import type { Database, Transaction } from "#app/db.server.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import { countLeft, type BulkKind, type Left } from "./bulk-view.ts";
import type { Capped } from "./list-page-view.ts";

type Asked = {
  shopId: string;
  actor: string;
  kind: BulkKind;
  carrierId: string | null;
  query: string;
  total: Capped;
  now: Date;
};

/** Writes down what a job is to do, with its audit entry. Undefined while another one of the shop runs. */
export async function openBulkAction(
  tx: Transaction,
  asked: Asked,
): Promise<BulkAction | undefined> {
  const { shopId, actor, kind, carrierId, query, total, now } = asked;
  // One ask after the other.
  await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE`;
  const state = "running";
  if (await tx.bulkAction.findFirst({ where: { shopId, state } }))
    return undefined;
  await tx.auditEntry.create({
    data: {
      shopId,
      actor,
      action: `bulk_${kind}`,
      detail: { query, carrierId, parcels: total.count, more: total.more },
    },
  });
  return tx.bulkAction.create({
    data: {
      ...{ shopId, actor, kind, carrierId, query },
      total: total.count,
      hasMore: total.more,
      askedAt: now,
    },
  });
}

/**
 * Stops it before its next batch; what is done stays done. One that has ended stays as it is.
 * @throws NotFoundError for an unknown one, and for another shop's
 */
export async function cancelBulkAction(
  db: Database,
  asked: { shopId: string; id: string; actor: string; now: Date },
): Promise<void> {
  const { shopId, id, actor, now } = asked;
  await db.$transaction(async (tx) => {
    const { count } = await tx.bulkAction.updateMany({
      where: { id, shopId, state: "running" },
      data: { state: "cancelled", endedAt: now },
    });
    if (count === 0) return orThrow(tx, { shopId, id });
    await tx.auditEntry.create({
      data: { shopId, actor, action: "bulk_cancelled" },
    });
  });
}

/**
 * The merchant has read how it ended.
 * @throws NotFoundError for an unknown one, and for another shop's
 */
export async function closeBulkAction(
  db: Database,
  asked: { shopId: string; id: string; now: Date },
): Promise<void> {
  const { shopId, id, now } = asked;
  const { count } = await db.bulkAction.updateMany({
    where: { id, shopId, state: { not: "running" }, closedAt: null },
    data: { closedAt: now },
  });
  if (count === 0) await orThrow(db, { shopId, id });
}

async function orThrow(
  db: Pick<Transaction, "bulkAction">,
  where: { shopId: string; id: string },
) {
  const known = await db.bulkAction.findFirst({ where });
  if (!known) throw new NotFoundError("bulk action");
}

/** One that runs, with its shop, kept from all others until the batch is committed. */
export async function lockBulkAction(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT id FROM bulk_action WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.bulkAction.findFirst({
    where: { id, state: "running" },
    include: { shop: true },
  });
}

/** Notes a batch in its own transaction: after a crash the work goes on behind it. */
export async function noteBatch(
  tx: Transaction,
  { id, reasons }: BulkAction,
  batch: { done: number; left: Left; cursor: string | null; now: Date },
): Promise<void> {
  const { done, left, cursor, now } = batch;
  const isOver = cursor === null;
  await tx.bulkAction.update({
    where: { id },
    data: {
      done: { increment: done },
      skipped: { increment: countLeft(left) },
      reasons: sumOf(reasons, left),
      cursor,
      ...(isOver && { state: "done", endedAt: now }),
    },
  });
}

function sumOf(known: Prisma.JsonValue, more: Left): Prisma.InputJsonObject {
  const before = (known ?? {}) as Left;
  const sums = { ...before, ...more };
  for (const reason of Object.keys(sums) as (keyof Left)[])
    sums[reason] = (before[reason] ?? 0) + (more[reason] ?? 0);
  return sums;
}

const restMs = 60_000;

/** Those that nobody worked on for a while. */
export async function findForgottenBulkActions(
  db: Pick<Database, "bulkAction">,
  now: Date,
): Promise<string[]> {
  const rows = await db.bulkAction.findMany({
    where: {
      state: "running",
      updatedAt: { lt: new Date(now.getTime() - restMs) },
    },
    orderBy: { updatedAt: "asc" },
    take: 100,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
