import type { App } from "#app/app-context.ts";
import {
  clearStalled,
  markSilent,
  markStalled,
} from "#app/features/shipments/mark-quiet.server.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";

const shopsAtOnce = 100;
const perShop = 500;

/** Parcels that stopped moving, or were never scanned, are told to their merchants: only time tells it. */
export async function markQuiet(
  app: App,
  signal: AbortSignal,
): Promise<JobNote> {
  let after: string | undefined;
  let parcels = 0;
  while (!signal.aborted) {
    const shops = await app.db.shop.findMany({
      where: { state: "active", ...(after && { id: { gt: after } }) },
      orderBy: { id: "asc" },
      take: shopsAtOnce,
      select: { id: true },
    });
    const last = shops.at(-1);
    if (!last) return { outcome: "done", parcels };
    after = last.id;
    const shopIds = shops.map(({ id }) => id);
    for (const step of [clearStalled, markStalled, markSilent])
      parcels += await repeat(signal, () =>
        step(app.db, { shopIds, perShop, now: app.clock.now() }),
      );
  }
  return { outcome: "cut_off", parcels };
}

// Until no shop can have more than what one statement took.
async function repeat(signal: AbortSignal, step: () => Promise<number>) {
  let changed = 0;
  while (!signal.aborted) {
    const taken = await step();
    changed += taken;
    if (taken < perShop) break;
  }
  return changed;
}
