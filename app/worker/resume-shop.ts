import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { noteSettled } from "#app/features/onboarding/unsettled-shops.server.ts";
import { resumeTrackingsOfShop } from "#app/features/trackings/stop-trackings-of-shop.server.ts";
import { resumeShop as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";

const workMs = 20_000;
// A slow machine, and rows that others hold, are waited for.
const slowly = { timeout: 30_000 };

type Place = Awaited<ReturnType<typeof resumeTrackingsOfShop>>;

/** A slice of the parcels of a shop that came back; the next job goes on where it stops. */
export async function resumeShop(
  app: App,
  { shopId, after, since }: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<JobNote> {
  const endsAt = Date.now() + workMs;
  let next: Place = after && {
    id: after.id,
    shippedAt: new Date(after.shippedAt),
  };
  do {
    const from = next;
    next = await inTransaction(
      app.db,
      (tx) => resumeSome(app, tx, shopId, from),
      slowly,
    );
  } while (next && !signal.aborted && Date.now() < endsAt);
  if (next)
    await app.queue.enqueue(
      job,
      {
        shopId,
        after: { id: next.id, shippedAt: next.shippedAt.toISOString() },
        since,
      },
      { singletonKey: `${shopId} ${next.id}` },
    );
  else await noteSettled(app.db, { shopId, since });
  return { outcome: next ? "goes_on" : "done" };
}

async function resumeSome(
  app: App,
  tx: Transaction,
  shopId: string,
  after: Place,
) {
  // The job can come late: the shop may have left again, or leave meanwhile.
  const shops = await tx.$queryRaw<unknown[]>`SELECT id FROM shop
    WHERE id = ${shopId}::uuid AND state <> 'uninstalled' FOR SHARE`;
  if (shops.length === 0) return undefined;
  // A pause that comes meanwhile would hold nothing, for what sleeps, and all of it would wake.
  await tx.$queryRaw`SELECT id FROM backfill
    WHERE shop_id = ${shopId}::uuid AND state = 'running' FOR SHARE`;
  return resumeTrackingsOfShop(tx, { shopId, now: app.clock.now(), after });
}
