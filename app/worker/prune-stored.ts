import type { App } from "#app/app-context.ts";
import { pruneKeptQuota } from "#app/features/trackings/keep-quota.server.ts";
import { waitingForInstall } from "./topic-handler.ts";

const batchSize = 5_000;
const dayMs = 86_400_000;

/**
 * Raw deliveries and pushes that were carried out, what was told to Shopify, and which orders were deleted are kept for
 * RETENTION_DAYS, and the raw ones of a shop that wants it so for less. Deliveries of a shop that never opened the app, and
 * what Flow of a shop that does not open it again was not told, would stay for ever: they go too. What is still to be
 * carried out has twice as long, to be mended and replayed.
 */
export async function pruneStored(app: App): Promise<void> {
  const { retentionDays } = app.env;
  await pruneOld(
    app,
    daysAgo(app, retentionDays),
    daysAgo(app, 2 * retentionDays),
  );
  await pruneKeptQuota(app.db, app.clock.now());
  const strict = await app.db.shop.findMany({
    where: { retentionDays: { lt: retentionDays } },
    select: { id: true, domain: true, retentionDays: true },
  });
  for (const { retentionDays: days, ...shop } of strict)
    if (days) await pruneShop(app, shop, daysAgo(app, days));
}

const daysAgo = ({ clock }: App, days: number) =>
  new Date(clock.now().getTime() - days * dayMs);

/** A push of a parcel that several shops follow belongs to none of them: it stays as long as the operator says. */
async function pruneShop(
  { db }: App,
  shop: { id: string; domain: string },
  before: Date,
) {
  for (;;) {
    const deliveries = await db.$executeRaw`
      DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery
        WHERE shop_domain = ${shop.domain} AND received_at < ${before} AND processed_at IS NOT NULL
        ORDER BY received_at LIMIT ${batchSize})`;
    const pushes = await db.$executeRaw`
      DELETE FROM push WHERE id IN (SELECT id FROM push
        WHERE shop_id = ${shop.id}::uuid AND received_at < ${before} AND processed_at IS NOT NULL
        ORDER BY received_at LIMIT ${batchSize})`;
    if (deliveries < batchSize && pushes < batchSize) return;
  }
}

async function pruneOld(app: App, before: Date, openBefore: Date) {
  for (;;) {
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
    if (all.every((count) => count < batchSize)) return;
  }
}

// Ids are UUIDs of version 7: their first 48 bits are the time they were made, so the primary key is an index by age.
function firstIdOf(time: Date) {
  const hex = time.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
