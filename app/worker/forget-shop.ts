import type { DataDeletion } from "@prisma/client";
import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { formerDomain, isForgotten } from "#app/domain/forgotten-domain.ts";
import type { WebhookTopic } from "#app/domain/webhook-topics.ts";
import { noteDeleted } from "#app/features/privacy/data-deletion.server.ts";
import { deleteFulfillments } from "#app/features/privacy/delete-fulfillments.server.ts";
import {
  deleteShop,
  deleteShopRows,
} from "#app/features/privacy/delete-shop-rows.server.ts";
import { deleteUnneededTrackings } from "#app/features/privacy/delete-unneeded-trackings.server.ts";
import { handOverTrackings } from "#app/features/trackings/hand-over-trackings.server.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import {
  deleteOrphanedJobs,
  type JobPlace,
} from "#app/jobs/delete-orphaned-jobs.server.ts";
import { forgetShop as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { stillOnItsWayMs } from "./next-installation.ts";
import { waitingForInstall } from "./topic-handler.ts";

const workMs = 20_000;
const batchSize = 200;
const deliveriesAtOnce = 2_000;
const jobsAtOnce = 5_000;
const redactTopic = "customers/redact" satisfies WebhookTopic;
// A second or less, but on a database that has much else to do.
const slowly = { timeout: 20_000 };

type Forgetting = {
  app: App;
  deletion: DataDeletion;
  /** Of the shop that is being forgotten. */
  domain: string;
  /** Whether the job has time left. */
  isOpen: () => boolean;
};

type Part = (tx: Transaction, of: Forgetting) => Promise<number>;

// Each takes a batch of rows away and says how many; 0: there are none.
const parts: Part[] = [
  forgetFulfillments,
  forgetTrackings,
  forgetDeliveries,
  (tx, { deletion }) => deleteShopRows(tx, deletion.shopId),
];

/**
 * A slice of it: all of a shop goes, in transactions of a second or less, its jobs and its row last. What is gone is gone:
 * running twice, or side by side, does no harm.
 */
export async function forgetShop(
  app: App,
  { deletionId, jobsAfter }: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<JobNote> {
  const deletion = await app.db.dataDeletion.findFirst({
    where: { id: deletionId },
    include: { shop: { select: { domain: true } } },
  });
  // Of a shop that is there, another job deletes what its merchant wants deleted. The shop's row says whether this one is
  // done: a worker of the release before may have taken it for that and ended it.
  if (!deletion || !isForgotten(deletion.shop.domain))
    return { outcome: "not_needed" };
  const { domain } = deletion.shop;
  const endsAt = Date.now() + workMs;
  const isOpen = () => !signal.aborted && Date.now() < endsAt;
  // The sweep sees that somebody is at it.
  await noteDeleted(app.db, deletionId, 0);
  const place = await forget({ app, deletion, domain, isOpen }, jobsAfter);
  // By its id: its name is no longer to be known.
  const { shopId } = deletion;
  if (place === "done")
    app.logger.info({ shopId, deletionId }, "shop forgotten");
  // The sweep gives one that waits for a redaction another job.
  if (place === "done" || place === "redacting")
    return { shopId, outcome: place };
  await app.queue.enqueue(
    job,
    { deletionId, jobsAfter: place },
    { singletonKey: deletionId },
  );
  return { shopId, outcome: "goes_on" };
}

/**
 * @returns how far it looked for jobs, where it ran out of time; undefined: it has not come to them; "redacting": all that
 * is left waits for a person's redaction
 */
async function forget(
  of: Forgetting,
  from: JobPlace | undefined,
): Promise<"done" | "redacting" | JobPlace | undefined> {
  const { db } = of.app;
  let after = from;
  while (of.isOpen()) {
    for (const part of parts)
      while (await inTransaction(db, (tx) => part(tx, of), slowly))
        if (!of.isOpen()) return after;
    if (await isRedacting(of)) return "redacting";
    after = await forgetJobs(of, after);
    if (after) return after;
    if (await inTransaction(db, (tx) => end(tx, of), slowly)) return "done";
  }
  return after;
}

async function forgetFulfillments(tx: Transaction, of: Forgetting) {
  const { shopId, id } = of.deletion;
  const asked = { shopId, before: null, after: "", limit: batchSize };
  const { deleted, trackingIds } = await deleteFulfillments(tx, asked);
  await releaseTrackings(tx, trackingIds);
  await noteDeleted(tx, id, deleted);
  return deleted;
}

// What it asked for and another shop needs is that shop's, or nobody's.
async function forgetTrackings(tx: Transaction, { deletion }: Forgetting) {
  const { shopId } = deletion;
  const rows = await tx.tracking.findMany({
    where: { shopId },
    select: { id: true },
    take: batchSize,
  });
  const ids = rows.map(({ id }) => id);
  await deleteUnneededTrackings(tx, ids);
  await handOverTrackings(tx, { shopId, among: ids });
  await tx.tracking.updateMany({
    where: { id: { in: ids }, shopId },
    data: { shopId: null },
  });
  return ids.length;
}

// Those that the shop, installed anew, waits for with its first opening, or is about to, are no part of what it left. A
// person's redaction may be about one of them: it is carried out first.
function forgetDeliveries(tx: Transaction, { deletion, domain }: Forgetting) {
  return tx.$executeRaw`
    DELETE FROM webhook_delivery WHERE id IN (SELECT webhook_delivery.id FROM webhook_delivery, shop
      WHERE shop.id = ${deletion.shopId}::uuid AND shop_domain = ${formerDomain(domain)}
        AND received_at <= ${deletion.before}
        AND NOT (processed_at IS NULL AND topic = ${redactTopic})
        AND ((outcome IS NULL OR outcome = ${waitingForInstall}) AND triggered_at > uninstalled_at
          + ${stillOnItsWayMs} * interval '1 millisecond') IS NOT TRUE
      ORDER BY received_at LIMIT ${deliveriesAtOnce})`;
}

async function isRedacting({ app, deletion, domain }: Forgetting) {
  const open = await app.db.webhookDelivery.findFirst({
    where: {
      shopDomain: formerDomain(domain),
      receivedAt: { lte: deletion.before },
      ...{ topic: redactTopic, processedAt: null },
    },
    select: { id: true },
  });
  return open !== null;
}

async function forgetJobs(of: Forgetting, from: JobPlace | undefined) {
  let after = from;
  do {
    const asked = { after, limit: jobsAtOnce };
    after = await inTransaction(
      of.app.db,
      (tx) => deleteOrphanedJobs(tx, asked),
      slowly,
    );
    if (after && !of.isOpen()) return after;
  } while (after);
  return undefined;
}

/** False where something was recorded behind its back: no more can be, while the row is locked. */
async function end(tx: Transaction, of: Forgetting) {
  const { shopId } = of.deletion;
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM shop WHERE id = ${shopId}::uuid FOR UPDATE`;
  // By another worker.
  if (locked.length === 0) return true;
  for (const part of parts) if ((await part(tx, of)) > 0) return false;
  await deleteShop(tx, shopId);
  return true;
}
