import type { App } from "./app-context.ts";
import { openDatabaseClient } from "./db.server.ts";
import { ensureOperatorAccount } from "./features/accounts/ensure-operator-account.server.ts";
import { openCallbackTokens } from "./features/trackings/open-callback-tokens.server.ts";
import { openIngressPool } from "./ingress/open-ingress-pool.ts";
import { openQueue } from "./jobs/queue.server.ts";
import { createKeyDeliveryClient } from "./keydelivery/index.ts";
import { systemClock, type Clock } from "./platform/clock.ts";
import type { Env } from "./platform/env.server.ts";
import type { Logger } from "./platform/logger.server.ts";
import { createMetrics } from "./platform/metrics/create-metrics.server.ts";
import { createRightOfWay } from "./platform/right-of-way.server.ts";
import { createSealer } from "./platform/sealing.server.ts";
import { openTracing } from "./platform/tracing/open-tracing.server.ts";
import { waitAtMost } from "./platform/wait-at-most.server.ts";
import { createShopify } from "./shopify.server.ts";
import { watchKeyDelivery } from "./watch-keydelivery.server.ts";

/** An App and the way to end it. */
export type OpenApp = { app: App; close(graceMs: number): Promise<void> };

/** Opens everything a process runs on, once: one pool, one of the ingress, one queue. The database is migrated already. */
export async function openApp(options: {
  env: Env;
  databaseUrl: string;
  logger: Logger;
  clock?: Clock;
}): Promise<OpenApp> {
  const { env, logger, databaseUrl: url } = options;
  const clock = options.clock ?? systemClock;
  const onError = (err: Error) => logger.warn({ err }, "idle connection");
  const { pool, db, close } = openDatabaseClient(url, { onError });
  const ingressPool = openIngressPool(url, { onError });
  const metrics = createMetrics();
  const tracing = await openTracing(env, logger);
  const sealer = createSealer({
    current: env.appSecret,
    previous: env.appSecretPrevious,
  });
  const rightOfWay = createRightOfWay();
  const queue = await openQueue({
    url,
    rightOfWay,
    logger,
    supervise: env.role !== "web",
    metrics,
    tracing,
  });
  await ensureOperatorAccount(db, sealer, env.operatorAccount, clock.now());
  const tokens = await openCallbackTokens({ db, sealer, clock, logger });
  const parts = {
    env,
    logger,
    clock,
    metrics,
    tracing,
    pool,
    ingressPool,
    rightOfWay,
    db,
    queue,
    sealer,
    callbackTokens: tokens.callbackTokens,
    requestNotes: new Map(),
  };
  const shopify = createShopify(parts);
  const keydelivery = createKeyDelivery(parts);
  return {
    app: { ...parts, shopify, keydelivery },
    async close(graceMs) {
      await queue.stop(graceMs);
      // A job that was handed back may still hold a connection.
      const all = [ingressPool.end(), close(), tracing.close(), tokens.close()];
      await waitAtMost(Promise.all(all), graceMs);
    },
  };
}

const createKeyDelivery = (parts: Pick<App, "env" | "metrics" | "tracing">) =>
  createKeyDeliveryClient({
    baseUrl: parts.env.keydeliveryUrl,
    fetch,
    watch: watchKeyDelivery(parts),
  });
