import type { App } from "#app/app-context.ts";
import { pruneKeptQuota } from "#app/features/trackings/keep-quota.server.ts";
import { waitingForInstall } from "./topic-handler.ts";

const batchSize = 5_000;
const dayMs = 86_400_000;
// Twice within a job that has a minute: an hour's rows take a moment, those of a term made shorter can take hours.
const longestMs = 15_000;

/**
 * Raw deliveries and pushes that were carried out, what was told to Shopify, and which orders were deleted are kept for
 * RETENTION_DAYS, and the raw ones of a shop that wants it so for less. Deliveries of a shop that never opened the app, and
 * what Flow of a shop that does not open it again was not told, would stay for ever: they go too. What is still to be
 * carried out has twice as long, to be mended and replayed. What is left when time is up, the next run takes.
 */
export async function pruneStored(
  app: App,
  {
    signal,
    workMs = longestMs,
  }: { signal?: AbortSignal; workMs?: number } = {},
): Promise<void> {
  const inTime = () =>
    AbortSignal.any([AbortSignal.timeout(workMs), ...(signal ? [signal] : [])]);
  await pruneKeptQuota(app.db, app.clock.now());
  const areOldGone = await pruneOld(app, inTime());
  const areStrictGone = await pruneStrict(app, inTime());
  if (!signal?.aborted && !(areOldGone && areStrictGone))
    app.logger.info({ areOldGone, areStrictGone }, "pruning is not through");
}

/** @returns whether nothing of theirs is left that should go */
async function pruneStrict(app: App, signal: AbortSignal): Promise<boolean> {
  const strict = await app.db.shop.findMany({
    where: { retentionDays: { lt: app.env.retentionDays } },
    select: { id: true, domain: true, retentionDays: true },
  });
  for (const { retentionDays: days, ...shop } of strict)
    if (days && !(await pruneShop(app, shop, daysAgo(app, days), signal)))
      return false;
  return true;
}

const daysAgo = ({ clock }: App, days: number) =>
  new Date(clock.now().getTime() - days * dayMs);

/** A push of a parcel that several shops follow belongs to none of them: it stays as long as the operator says. */
async function pruneShop(
  { db }: App,
  shop: { id: string; domain: string },
  before: Date,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    const deliveries = await db.$executeRaw`
      DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery
        WHERE shop_domain = ${shop.domain} AND received_at < ${before} AND processed_at IS NOT NULL
        ORDER BY received_at LIMIT ${batchSize})`;
    const pushes = await db.$executeRaw`
      DELETE FROM push WHERE id IN (SELECT id FROM push
        WHERE shop_id = ${shop.id}::uuid AND received_at < ${before} AND processed_at IS NOT NULL
        ORDER BY received_at LIMIT ${batchSize})`;
    if (deliveries < batchSize && pushes < batchSize) return true;
  }
  return false;
}

async function pruneOld(app: App, signal: AbortSignal): Promise<boolean> {
  const { retentionDays } = app.env;
  const before = daysAgo(app, retentionDays);
  const openBefore = daysAgo(app, 2 * retentionDays);
  while (!signal.aborted) {
    const deliveries = await app.db.$executeRaw`
      DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery
        WHERE received_at < ${before}
          AND (processed_at IS NOT NULL OR outcome = ${waitingForInstall} OR received_at < ${openBefore})
        ORDER BY received_at LIMIT ${batchSize})`;
    const pushes = await app.db.$executeRaw`
      DELETE FROM push WHERE id IN (SELECT id FROM push
        WHERE received_at < ${before} AND (processed_at IS NOT NULL OR received_at < ${openBefore})
        ORDER BY received_at LIMIT ${batchSize})`;
    const publications = await app.db.$executeRaw`
      DELETE FROM publication WHERE id IN (SELECT id FROM publication
        WHERE id < ${firstIdOf(before)}::uuid AND state NOT IN ('planned', 'sending') ORDER BY id LIMIT ${batchSize})`;
    const deletedOrders = await app.db.$executeRaw`
      DELETE FROM deleted_order WHERE (shop_id, order_gid) IN (SELECT shop_id, order_gid FROM deleted_order
        WHERE deleted_at < ${before} ORDER BY deleted_at LIMIT ${batchSize})`;
    const flowEvents = await app.db.$executeRaw`
      DELETE FROM flow_event WHERE id IN (SELECT old.id FROM shop CROSS JOIN LATERAL (
        SELECT id FROM flow_event WHERE shop_id = shop.id AND created_at < ${before} LIMIT ${batchSize}) AS old
        LIMIT ${batchSize})`;
    const all = [deliveries, pushes, publications, deletedOrders, flowEvents];
    if (all.every((count) => count < batchSize)) return true;
  }
  return false;
}

// Ids are UUIDs of version 7: their first 48 bits are the time they were made, so the primary key is an index by age.
function firstIdOf(time: Date) {
  const hex = time.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
