import type { Backfill, Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import {
  nextItems,
  takeItem,
} from "#app/features/backfill/backfill-items.server.ts";
import {
  forgetTrouble,
  noteTrouble,
} from "#app/features/backfill/note-trouble.server.ts";
import { fulfillmentPayload } from "#app/features/fulfillments/fulfillment-payload.ts";
import { countWaitingBackfilled } from "#app/features/trackings/hold-backfilled.server.ts";
import { runBackfill as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { NeedsReopenError } from "#app/shopify/shopify-error.server.ts";
import { importFulfillment } from "#app/use-cases/import-fulfillment.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";
import type { BackfillWork } from "./backfill-work.ts";
import { countBackfill } from "./count-backfill.ts";

const workMs = 20_000;
// Few enough that a pause takes effect at once, many enough that the account is never idle.
const mostWaiting = 100;
const restMs = 3_000;
const itemsRead = 25;
// A fulfillment can have 250 numbers.
const slowly = { timeout: 30_000 };

/** A slice of an import: counting, or registering; the next job goes on where it stops. */
export async function runBackfill(
  app: App,
  { backfillId }: { backfillId: string },
  signal: AbortSignal,
): Promise<JobNote> {
  const found = await app.db.backfill.findUnique({
    where: { id: backfillId },
    include: { shop: true },
  });
  if (found?.shop.state !== "active") return { outcome: "not_possible" };
  const { shop, ...backfill } = found;
  const endsAt = Date.now() + workMs;
  const isOpen = () => !signal.aborted && Date.now() < endsAt;
  const again = await carryOn(app, { backfill, shop, isOpen, signal });
  const note = { shop: shop.domain, state: backfill.state };
  if (again === undefined) return { ...note, outcome: "done" };
  await app.queue.enqueue(
    job,
    { backfillId },
    { singletonKey: backfillId, startAfter: new Date(Date.now() + again) },
  );
  return { ...note, outcome: "goes_on" };
}

/** Milliseconds until the next slice; undefined when this import needs none. */
async function carryOn(app: App, work: BackfillWork) {
  const { backfill } = work;
  try {
    const again = await workOn(app, work);
    if (backfill.error) await forgetTrouble(app.db, backfill.id);
    return again;
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    const now = app.clock.now();
    await noteTrouble(app.db, backfill, { error: name, now });
    // The sweep finds it when the shop was opened.
    if (error instanceof NeedsReopenError) return undefined;
    throw error;
  }
}

async function workOn(app: App, work: BackfillWork) {
  switch (work.backfill.state) {
    case "counting":
      return countBackfill(app, work);
    case "running":
      return register(app, work);
    default:
      return undefined;
  }
}

async function register(app: App, work: BackfillWork) {
  const { backfill, shop, isOpen } = work;
  while (isOpen()) {
    const waiting = await countWaiting(app, backfill);
    const items = await nextItems(app.db, backfill.id, itemsRead);
    if (items.length === 0 && waiting === 0) return finish(app, backfill);
    if (items.length === 0 || waiting >= mostWaiting) {
      await touch(app, backfill);
      return restMs;
    }
    for (const item of items) if (isOpen()) await importItem(app, shop, item);
  }
  return 0;
}

// Without an account nothing is detected: such parcels wait for one, and the import for none of them.
async function countWaiting({ db }: App, { id, shopId }: Backfill) {
  const account = await findServingAccount(db, shopId);
  return countWaitingBackfilled(db, {
    ...{ shopId, limit: mostWaiting },
    detecting: account ? id : null,
  });
}

type Item = Awaited<ReturnType<typeof nextItems>>[number];

async function importItem(app: App, shop: Shop, item: Item) {
  const record = async (tx: Transaction) => {
    if (!(await takeItem(tx, item))) return [];
    return importFulfillment(app, tx, {
      shopId: shop.id,
      backfillId: item.backfillId,
      snapshot: fulfillmentPayload.parse(item.snapshot),
    });
  };
  await wakeAccounts(app, await inTransaction(app.db, record, slowly));
}

// Not forgotten: it waits for its turn.
const touch = (app: App, { id }: Backfill) =>
  app.db.backfill.updateMany({
    where: { id, state: "running" },
    data: { updatedAt: new Date() },
  });

async function finish(app: App, { id }: Backfill) {
  await app.db.backfill.updateMany({
    where: { id, state: "running" },
    data: { state: "done", endedAt: app.clock.now() },
  });
  return undefined;
}
