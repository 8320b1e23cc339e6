import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import {
  listDuePublications,
  mayPublish,
} from "#app/features/publishing/open-publications.server.ts";
import { publishShop as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { publishOne, type PublishingShop } from "./publish-one.ts";
import { restFor } from "./shop-budget.ts";

const callsInFlight = 4;
// Two reads and a mutation of each call in flight.
const pointsKept = 100;
const workMs = 20_000;

/**
 * Tells Shopify what a shop's parcels did, the oldest first. One job per shop at a time; it ends when nothing is
 * due, and hands over to a fresh one before its own expires.
 */
export async function publishShop(
  app: App,
  { shopId }: { shopId: string },
  signal: AbortSignal,
): Promise<JobNote> {
  const shop = await app.db.shop.findUnique({ where: { id: shopId } });
  if (!shop || !mayPublish(shop)) return { outcome: "not_possible" };
  const { domain } = shop;
  const publishing: PublishingShop = { shop, cost: undefined, restUntil: 0 };
  const endsAt = Date.now() + workMs;
  const isOpen = () => !signal.aborted && Date.now() < endsAt;
  while (isOpen()) {
    if (!(await publishNext(app, publishing)))
      return { shop: domain, outcome: "done" };
    if (publishing.restUntil > endsAt) break;
    await restFor(publishing, pointsKept, signal);
  }
  await goOnLater(app, shop, publishing);
  return { shop: domain, outcome: "goes_on" };
}

/** False when nothing is due. */
async function publishNext(app: App, publishing: PublishingShop) {
  const due = await listDuePublications(app.db, {
    shopId: publishing.shop.id,
    now: app.clock.now(),
    limit: callsInFlight,
  });
  await Promise.all(due.map((one) => publishOne(app, publishing, one)));
  return due.length > 0;
}

async function goOnLater(
  app: App,
  { id }: Shop,
  { restUntil }: PublishingShop,
) {
  await app.queue.enqueue(
    job,
    { shopId: id },
    {
      singletonKey: id,
      ...(restUntil > Date.now() && { startAfter: new Date(restUntil) }),
    },
  );
}
