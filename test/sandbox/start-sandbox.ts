import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  findPostmaster,
  isAlive,
} from "#app/platform/embedded-postgres/postmaster-file.server.ts";
import { startApp, type AppProcess } from "./app-process.ts";
import { startKeyDelivery } from "./keydelivery/start-keydelivery.ts";
import {
  startShopify,
  type SimulatedShopify,
} from "./shopify/start-shopify.ts";
import type { SimulatedShop } from "./shopify/world.ts";
import { startStorefront } from "./storefront/start-storefront.ts";

export const shopDomain = "tote-and-co.myshopify.com";
const apiKey = "sandbox-app";
export const operator = {
  apiKey: "sandbox-operator",
  apiSecret: "sandbox-operator-secret",
};
/** What a merchant can connect as the shop's own account. */
export const ownAccount = {
  apiKey: "sandbox-own-key-7421",
  apiSecret: "sandbox-own-secret",
};

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** Both simulators, the app in its own process with a database of its own, and an installed shop. */
export async function startSandbox(
  options: {
    port?: number;
    shopifyPort?: number;
    /** Of the app, on top of what connects it with the simulators. */
    environment?: Record<string, string>;
  } = {},
) {
  const dataDir = mkdtempSync(
    path.join(tmpdir(), "shipment-tracking-sandbox-"),
  );
  // So that the server's user can enter, when this runs as root.
  chmodSync(dataDir, 0o755);
  const apiSecret = randomBytes(16).toString("hex");
  const shopify = await startShopify({
    apiKey,
    apiSecret,
    port: options.shopifyPort,
  });
  const keydelivery = await startKeyDelivery({
    accounts: [operator, ownAccount],
    retryDelayMs: 300,
  });
  const app = await startApp(
    {
      DATA_DIR: dataDir,
      APP_SECRET: randomBytes(32).toString("base64"),
      SHOPIFY_API_KEY: apiKey,
      SHOPIFY_API_SECRET: apiSecret,
      SHOPIFY_SIM_ORIGIN: shopify.origin,
      APP_BRIDGE_URL: `${shopify.origin}/app-bridge.js`,
      KEYDELIVERY_API_URL: keydelivery.baseUrl,
      KEYDELIVERY_API_KEY: operator.apiKey,
      KEYDELIVERY_API_SECRET: operator.apiSecret,
      KEYDELIVERY_RATE: "50",
      ...options.environment,
    },
    options.port,
  );
  shopify.connectApp(app.url);
  const storefront = await startStorefront({
    shop: shopDomain,
    appUrl: app.url,
    apiSecret,
  });
  shopify.connectStorefront(storefront.url);
  const shop = await openShop({ shopify, app }, shopDomain);
  return {
    shopify,
    keydelivery,
    app,
    shop,
    storefront,
    dataDir,
    adminUrl: shopify.adminUrl(shopDomain),
    async close() {
      await storefront.close();
      await app.stop();
      await stopLeftDatabase(dataDir);
      await keydelivery.close();
      await shopify.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

// An app that was killed left its database running.
async function stopLeftDatabase(dataDir: string) {
  const server = await findPostmaster(path.join(dataDir, "postgres", "data"));
  if (!server) return;
  process.kill(server.pid, "SIGINT");
  while (isAlive(server.pid)) await sleep(50);
}

/** A new shop and its first page load: that installs the app, as a merchant's browser does. */
export async function openShop(
  { shopify, app }: { shopify: SimulatedShopify; app: AppProcess },
  domain: string,
): Promise<SimulatedShop> {
  const shop = shopify.createShop(domain);
  const url = new URL("/app/shipments", app.url);
  const host = `admin.shopify.com/store/${shop.handle}`;
  url.search = new URLSearchParams({
    embedded: "1",
    shop: domain,
    host: Buffer.from(host).toString("base64"),
    id_token: shopify.sessionToken(domain),
  }).toString();
  const response = await fetch(url, { headers: browserHeaders });
  if (!response.ok)
    throw new Error(`the app's first page answered ${response.status}`);
  return shop;
}

// Shopify's library refuses what looks like a bot.
export const browserHeaders = {
  "user-agent":
    "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
  accept: "text/html",
};
