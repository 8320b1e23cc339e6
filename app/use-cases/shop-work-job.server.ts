import type { ShopWork } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import {
  beginWork,
  type WorkSubject,
} from "#app/features/shop-work/shop-work.server.ts";
import { applyRules, trackWaitingShipments } from "#app/jobs/definitions.ts";

/** Begins a merchant's long work and its job, in the merchant's own transaction. */
export async function beginShopWork(
  app: Pick<App, "queue" | "clock">,
  tx: Transaction,
  subject: WorkSubject,
  { again = false } = {},
): Promise<void> {
  const now = app.clock.now();
  const work = await beginWork(tx, subject, { again, now });
  await enqueueShopWork(app, work, tx);
}

/** The job of a run, from its beginning: what is done already no longer waits. */
export async function enqueueShopWork(
  { queue }: Pick<App, "queue">,
  { shopId, kind, companyKey, again, run }: ShopWork,
  tx?: Transaction,
): Promise<void> {
  const options = { ...(tx && { tx }), singletonKey: run };
  if (kind === "rules")
    return queue.enqueue(applyRules, { shopId, run }, options);
  await queue.enqueue(
    trackWaitingShipments,
    { shopId, companyKey, again, run },
    options,
  );
}
