import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { noteSettled } from "#app/features/onboarding/unsettled-shops.server.ts";
import {
  stopTrackingsOfShop,
  type ShippedBefore,
} from "#app/features/trackings/stop-trackings-of-shop.server.ts";
import { stopShop as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";

type Place = ShippedBefore | undefined;

const workMs = 20_000;
// A slow machine, and rows that others hold, are waited for.
const slowly = { timeout: 30_000 };

/** The newest parcels of a shop that just left stop, and a job stops the others. */
export async function beginToStop(
  app: Pick<App, "queue" | "clock">,
  tx: Transaction,
  shopId: string,
): Promise<void> {
  const after = await stopTrackingsOfShop(tx, { shopId, after: undefined });
  const now = app.clock.now();
  await tx.shop.update({
    where: { id: shopId },
    data: { unsettledSince: after ? now : null },
    select: { id: true },
  });
  const since = now.toISOString();
  if (after) await goOn(app, { shopId, after, since, tx });
}

/** What is not stopped yet is neither registered nor asked for meanwhile: both look whether the shop is there. */
export async function stopShop(
  app: App,
  { shopId, after: from, since }: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<JobNote> {
  const endsAt = Date.now() + workMs;
  let after: Place = from && {
    id: from.id,
    shippedAt: new Date(from.shippedAt),
  };
  do after = await stopSome(app, shopId, after);
  while (after && !signal.aborted && Date.now() < endsAt);
  if (after) await goOn(app, { shopId, after, since });
  else await noteSettled(app.db, { shopId, since });
  return { outcome: after ? "goes_on" : "done" };
}

const stopSome = (app: App, shopId: string, after: Place) =>
  inTransaction(
    app.db,
    async (tx) => {
      // A shop that comes back waits for this batch, and then takes up what it stopped.
      const [left] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM shop WHERE id = ${shopId}::uuid AND state = 'uninstalled' FOR SHARE`;
      return left ? stopTrackingsOfShop(tx, { shopId, after }) : undefined;
    },
    slowly,
  );

// By its place: a shop that came back and left again begins anew, whatever still waits from before.
const goOn = (
  { queue }: Pick<App, "queue">,
  asked: {
    shopId: string;
    after: ShippedBefore;
    since: string | undefined;
    tx?: Transaction;
  },
) => {
  const { shopId, after, since, tx } = asked;
  const shippedAt = after.shippedAt.toISOString();
  return queue.enqueue(
    job,
    { shopId, after: { id: after.id, shippedAt }, since },
    { singletonKey: `${shopId} ${after.id}`, ...(tx && { tx }) },
  );
};
