import type { DataDeletion } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { isForgotten } from "#app/domain/forgotten-domain.ts";
import { recountAllDays } from "#app/features/analytics/count-stale-days.server.ts";
import {
  finishDeletion,
  noteDeleted,
} from "#app/features/privacy/data-deletion.server.ts";
import {
  deleteFulfillments,
  deleteSpareTrackings,
} from "#app/features/privacy/delete-fulfillments.server.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import { deleteData as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";

const workMs = 20_000;
const batchSize = 200;
const deliveriesAtOnce = 2_000;

type Work = {
  app: App;
  deletion: DataDeletion;
  /** Whether the job has time left. */
  isOpen(): boolean;
};

/**
 * A slice of a deletion, in transactions of a second or less; the next job begins anew, and finds less. What is gone is
 * gone: running twice, or side by side, does no harm.
 */
export async function deleteData(
  app: App,
  { deletionId }: { deletionId: string },
  signal: AbortSignal,
): Promise<JobNote> {
  const deletion = await app.db.dataDeletion.findFirst({
    where: { id: deletionId, endedAt: null },
    include: { shop: { select: { domain: true } } },
  });
  // All of a shop is another job's.
  if (!deletion || isForgotten(deletion.shop.domain))
    return { outcome: "not_needed" };
  const { domain: shop } = deletion.shop;
  const endsAt = Date.now() + workMs;
  const isOpen = () => !signal.aborted && Date.now() < endsAt;
  const work = { app, deletion, isOpen };
  const emptied = await emptyFulfillments(work);
  if (emptied === "stopped") return { shop, outcome: emptied };
  const isDone =
    emptied && (await emptyTrackings(work)) && (await emptyDeliveries(work));
  if (isDone) {
    await finish(work);
    return { shop, outcome: "done" };
  }
  await app.queue.enqueue(job, { deletionId }, { singletonKey: deletionId });
  return { shop, outcome: "goes_on" };
}

/** True when nothing is left, also nothing that was recorded behind its back. */
async function emptyFulfillments(work: Work) {
  const { db } = work.app;
  const { shopId, before, id } = work.deletion;
  let after = "";
  let found = false;
  while (work.isOpen()) {
    const { deleted, last, goesOn } = await inTransaction(db, async (tx) => {
      const limit = batchSize;
      const asked = { shopId, before, after, limit };
      const done = await deleteFulfillments(tx, asked);
      await releaseTrackings(tx, done.trackingIds);
      const goesOn = await noteDeleted(tx, id, done.deleted);
      return { ...done, goesOn };
    });
    if (!goesOn) return "stopped";
    found ||= deleted > 0;
    if (last === undefined && !found) return true;
    if (last === undefined) found = false;
    after = last ?? "";
  }
  return false;
}

async function emptyTrackings(work: Work) {
  const { db } = work.app;
  const { shopId } = work.deletion;
  let after: string | undefined;
  while (work.isOpen()) {
    after = await inTransaction(db, (tx) =>
      deleteSpareTrackings(tx, { shopId, after, limit: batchSize }),
    );
    if (after === undefined) return true;
  }
  return false;
}

async function emptyDeliveries({ app, deletion, isOpen }: Work) {
  const { shopId, before } = deletion;
  while (isOpen()) {
    const count = await app.db.$executeRaw`
      DELETE FROM webhook_delivery WHERE id IN (SELECT webhook_delivery.id FROM shop
        JOIN webhook_delivery ON shop_domain = shop.domain
        WHERE shop.id = ${shopId}::uuid AND received_at < ${before} AND processed_at IS NOT NULL
        ORDER BY received_at LIMIT ${deliveriesAtOnce})`;
    if (count < deliveriesAtOnce) return true;
  }
  return false;
}

async function finish({ app, deletion }: Work) {
  const { shopId } = deletion;
  await inTransaction(app.db, async (tx) => {
    await finishDeletion(tx, deletion, app.clock.now());
    await recountAllDays(tx, shopId);
  });
  app.logger.info({ shopId, deletionId: deletion.id }, "data deleted");
}
