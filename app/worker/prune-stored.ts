import type { App } from "#app/app-context.ts";

const batchSize = 5_000;
const dayMs = 86_400_000;

/** Raw deliveries and pushes that were carried out are kept for RETENTION_DAYS; what is open stays. */
export async function pruneStored(app: App): Promise<void> {
  const before = new Date(
    app.clock.now().getTime() - app.env.retentionDays * dayMs,
  );
  for (;;) {
    const deliveries = await app.db.$executeRaw`
      DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery
        WHERE received_at < ${before} AND processed_at IS NOT NULL ORDER BY received_at LIMIT ${batchSize})`;
    const pushes = await app.db.$executeRaw`
      DELETE FROM push WHERE id IN (SELECT id FROM push
        WHERE received_at < ${before} AND processed_at IS NOT NULL ORDER BY received_at LIMIT ${batchSize})`;
    if (deliveries < batchSize && pushes < batchSize) return;
  }
}
