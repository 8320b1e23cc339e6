import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import {
  stopTrackingsOfShop,
  type ShippedBefore,
} from "#app/features/trackings/stop-trackings-of-shop.server.ts";
import { stopShop as job } from "#app/jobs/definitions.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";

const workMs = 20_000;
// A slow machine, and rows that others hold, are waited for.
const slowly = { timeout: 30_000 };

/** The newest parcels of a shop that just left stop, and a job stops the others. */
export async function beginToStop(
  app: Pick<App, "queue">,
  tx: Transaction,
  shopId: string,
): Promise<void> {
  const after = await stopTrackingsOfShop(tx, { shopId, after: undefined });
  if (after) await goOn(app, { shopId, after, tx });
}

/** What is not stopped yet is neither registered nor asked for meanwhile: both look whether the shop is there. */
export async function stopShop(
  app: App,
  { shopId, after: from }: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<void> {
  const endsAt = Date.now() + workMs;
  let after: ShippedBefore | undefined = {
    id: from.id,
    shippedAt: new Date(from.shippedAt),
  };
  while (after && !signal.aborted && Date.now() < endsAt)
    after = await stopSome(app, shopId, after);
  if (after) await goOn(app, { shopId, after });
}

const stopSome = (app: App, shopId: string, after: ShippedBefore) =>
  repeatOnConflict(() =>
    app.db.$transaction(async (tx) => {
      // A shop that comes back waits for this batch, and then takes up what it stopped.
      const [left] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM shop WHERE id = ${shopId}::uuid AND state = 'uninstalled' FOR SHARE`;
      return left ? stopTrackingsOfShop(tx, { shopId, after }) : undefined;
    }, slowly),
  );

// By its place: a shop that came back and left again begins anew, whatever still waits from before.
const goOn = (
  { queue }: Pick<App, "queue">,
  asked: { shopId: string; after: ShippedBefore; tx?: Transaction },
) => {
  const { shopId, after, tx } = asked;
  const shippedAt = after.shippedAt.toISOString();
  return queue.enqueue(
    job,
    { shopId, after: { id: after.id, shippedAt } },
    { singletonKey: `${shopId} ${after.id}`, ...(tx && { tx }) },
  );
};
