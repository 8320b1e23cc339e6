import type { Backfill } from "@prisma/client";
import type { Database, Transaction } from "#app/db.server.ts";

export type FoundFulfillment = {
  gid: string;
  /** Numbers to register: what it costs at most. */
  parcels: number;
  /** In the words of the webhooks. */
  payload: object;
};

/** What was counted in a slice, with where the next one begins: written together, so that none counts twice. */
export type CountedSlice = {
  orders: number;
  delivered: number;
  known: number;
  /** By the merchant's rules. */
  leftOut: number;
  found: FoundFulfillment[];
  cursor: string | null;
};

export async function addSlice(
  db: Database,
  backfill: Pick<Backfill, "id" | "cursor">,
  slice: CountedSlice,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.backfill.updateMany({
      where: { id: backfill.id, state: "counting", cursor: backfill.cursor },
      data: {
        cursor: slice.cursor,
        orders: { increment: slice.orders },
        delivered: { increment: slice.delivered },
        known: { increment: slice.known },
        leftOut: { increment: slice.leftOut },
      },
    });
    // Cancelled, or counted by another worker.
    if (count === 0) return;
    await tx.backfillItem.createMany({
      data: slice.found.map(({ gid, parcels, payload }) => ({
        backfillId: backfill.id,
        gid,
        parcels,
        snapshot: payload,
      })),
      skipDuplicates: true,
    });
  });
}

/** All is counted: the merchant decides. Nothing found is the end of it. */
export async function finishCounting(
  db: Database,
  backfillId: string,
  now: Date,
): Promise<void> {
  const { _sum } = await db.backfillItem.aggregate({
    where: { backfillId },
    _sum: { parcels: true },
  });
  const parcels = _sum.parcels ?? 0;
  await db.backfill.updateMany({
    where: { id: backfillId, state: "counting" },
    data: {
      parcels,
      ...(parcels > 0
        ? { state: "ready" as const }
        : { state: "done" as const, endedAt: now }),
    },
  });
}

/** The next fulfillments to import. */
export function nextItems(db: Database, backfillId: string, limit: number) {
  return db.backfillItem.findMany({
    where: { backfillId },
    orderBy: { gid: "asc" },
    take: limit,
  });
}

/**
 * Takes an item, in the transaction that imports it: false when it was imported before, or the merchant paused or
 * cancelled.
 */
export async function takeItem(
  tx: Transaction,
  item: { backfillId: string; gid: string; parcels: number },
): Promise<boolean> {
  const { backfillId, gid, parcels } = item;
  const running = await tx.backfill.updateMany({
    where: { id: backfillId, state: "running" },
    data: { imported: { increment: parcels } },
  });
  if (running.count === 0) return false;
  const { count } = await tx.backfillItem.deleteMany({
    where: { backfillId, gid },
  });
  if (count === 0)
    await tx.backfill.update({
      where: { id: backfillId },
      data: { imported: { decrement: parcels } },
    });
  return count === 1;
}
