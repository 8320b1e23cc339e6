import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { App } from "#app/app-context.ts";
import { openApp } from "#app/app.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { startWeb } from "#app/server.ts";
import { watchApp } from "#app/watch-app.server.ts";
import { startWorker } from "#app/worker/start-worker.ts";
import {
  startKeyDelivery,
  type SimulatedKeyDelivery,
} from "#test/sandbox/keydelivery/start-keydelivery.ts";
import { startShopify } from "#test/sandbox/shopify/start-shopify.ts";
import { buildOfPages } from "#test/server/build-of-pages.ts";
import { freePort } from "#test/support/free-port.ts";
import { readMetrics } from "#test/support/read-metrics.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

export const shopDomain = "planted-shop.myshopify.com";
export const apiSecret = "planted-api-secret";
export const operator = {
  apiKey: "operator-key",
  apiSecret: "operator-secret",
};

type Running = {
  app: App;
  url: string;
  metricsUrl: string;
  keydelivery: SimulatedKeyDelivery;
};

/** A whole process as `ROLE=all` has it, watched, with a shop that has the app, against both simulators. */
export function useWatchedApp(
  environment: () => Partial<NodeJS.ProcessEnv> = () => ({}),
) {
  const database = useTestDatabase({ keep: true });
  const running = {} as Running;
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const shopify = await startShopify({ apiKey: "key", apiSecret });
    closing.push(() => shopify.close());
    const keydelivery = await startKeyDelivery({ accounts: [operator] });
    closing.push(() => keydelivery.close());
    await database.db.shop.create({
      data: { domain: shopDomain, installedAt: new Date(0) },
    });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = readEnv({
      NODE_ENV: "test",
      PORT: String(port),
      METRICS_PORT: "0",
      SHOPIFY_API_KEY: "key",
      SHOPIFY_API_SECRET: apiSecret,
      SHOPIFY_APP_URL: url,
      SHOPIFY_SIM_ORIGIN: shopify.origin,
      ALLOW_SIMULATION: "1",
      APP_SECRET: "planted-app-secret-of-at-least-32-bytes",
      KEYDELIVERY_API_URL: keydelivery.baseUrl,
      KEYDELIVERY_API_KEY: operator.apiKey,
      KEYDELIVERY_API_SECRET: operator.apiSecret,
      KEYDELIVERY_RATE: "100",
      ...environment(),
    });
    const logger = createLogger("silent");
    const opened = await openApp({ env, databaseUrl: database.url, logger });
    closing.unshift(() => opened.close(1_000));
    const { app } = opened;
    const watched = await watchApp(app);
    closing.unshift(async () => watched?.close(0));
    await startWorker(app);
    const build = buildOfPages({ "app/plain": () => null });
    const web = await startWeb(app, { build: () => Promise.resolve(build) });
    closing.unshift(() => web.close(100));
    const metricsUrl = `http://127.0.0.1:${watched?.port}`;
    Object.assign(running, { app, url, metricsUrl, keydelivery });
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  const scrapeText = async () =>
    (await fetch(`${running.metricsUrl}/metrics`)).text();
  return {
    database,
    running,
    /** As Shopify sends it. */
    sendWebhook(topic: string, content: unknown, secret = apiSecret) {
      const body = JSON.stringify(content);
      const signature = createHmac("sha256", secret).update(body);
      return fetch(`${running.url}/webhooks/shopify`, {
        method: "POST",
        body,
        headers: {
          "x-shopify-topic": topic,
          "x-shopify-hmac-sha256": signature.digest("base64"),
          "x-shopify-shop-domain": shopDomain,
          "x-shopify-webhook-id": randomUUID(),
        },
      });
    },
    scrapeText,
    scrape: async () => readMetrics(await scrapeText()),
  };
}
