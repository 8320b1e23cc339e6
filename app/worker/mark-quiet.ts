import type { App } from "#app/app-context.ts";
import {
  clearStalled,
  markSilent,
  markStalled,
} from "#app/features/shipments/mark-quiet.server.ts";

const shopsAtOnce = 100;
const perShop = 500;

/** Parcels that stopped moving, or were never scanned, are told to their merchants: only time tells it. */
export async function markQuiet(app: App, signal: AbortSignal): Promise<void> {
  let after: string | undefined;
  while (!signal.aborted) {
    const shops = await app.db.shop.findMany({
      where: { state: "active", ...(after && { id: { gt: after } }) },
      orderBy: { id: "asc" },
      take: shopsAtOnce,
      select: { id: true },
    });
    const last = shops.at(-1);
    if (!last) return;
    after = last.id;
    const shopIds = shops.map(({ id }) => id);
    for (const step of [clearStalled, markStalled, markSilent])
      await repeat(signal, () =>
        step(app.db, { shopIds, perShop, now: app.clock.now() }),
      );
  }
}

// Until no shop can have more than what one statement took.
async function repeat(signal: AbortSignal, step: () => Promise<number>) {
  while (!signal.aborted && (await step()) >= perShop);
}
