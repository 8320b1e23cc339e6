import "@shopify/shopify-app-remix/adapters/node";
import {
  ApiVersion,
  LogSeverity,
  shopifyApi,
  type Session,
} from "@shopify/shopify-api";
import { AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { Database } from "./db.server.ts";
import type { Queue } from "./jobs/queue.server.ts";
import type { Clock } from "./platform/clock.ts";
import type { Env } from "./platform/env.server.ts";
import type { Logger } from "./platform/logger.server.ts";
import type { Sealer } from "./platform/sealing.server.ts";
import { createSessionStorage } from "./shopify/session-storage.server.ts";
import { setShopifyFetch } from "./shopify/set-shopify-fetch.server.ts";
import { installShop } from "./features/onboarding/install-shop.server.ts";
import { restoreQuota } from "./features/trackings/keep-quota.server.ts";

export type ShopifyApp = ReturnType<typeof createShopify>;

/** Shopify's library, set up once per process; routes get it through the load context. */
export function createShopify(parts: {
  env: Env;
  logger: Logger;
  clock: Clock;
  db: Database;
  queue: Queue;
  sealer: Sealer;
}) {
  const { env, logger } = parts;
  setShopifyFetch(env.simulation?.shopifyOrigin);
  const sessions = createSessionStorage(parts);
  const install = createInstall(parts);
  const common = librarySettings(env, logger);
  const { authenticate, addDocumentResponseHeaders } = shopifyApp({
    ...common,
    appUrl: env.appUrl,
    distribution: AppDistribution.AppStore,
    sessionStorage: sessions,
    future: {
      unstable_newEmbeddedAuthStrategy: true,
      expiringOfflineAccessTokens: true,
    },
    hooks: {
      afterAuth: async ({ session }) => {
        try {
          await install(session.shop, session.scope ?? "");
        } catch (err) {
          // The library answers 500 and says nothing.
          logger.error({ shop: session.shop, err }, "install failed");
          throw err;
        }
      },
    },
  });
  const { host, protocol } = new URL(env.appUrl);
  const api = shopifyApi({
    ...common,
    hostName: host,
    hostScheme: protocol === "http:" ? "http" : "https",
    _logDisabledFutureFlags: false,
  });
  // Refreshes of this process under way.
  const refreshes = new Map<string, Promise<Session>>();
  return {
    authenticate,
    addDocumentResponseHeaders,
    sessions,
    refreshes,
    api,
    install,
  };
}

type InstallParts = { env: Env; clock: Clock; db: Database; queue: Queue };

function createInstall({ env, clock, db, queue }: InstallParts) {
  const secrets = [env.appSecret, env.appSecretPrevious ?? []].flat();
  return (domain: string, scopes: string) =>
    db.$transaction(async (tx) => {
      const now = clock.now();
      const shop = await installShop(tx, queue, { domain, scopes, now });
      await restoreQuota(tx, { domain, now, secrets });
      return shop;
    });
}

function librarySettings(env: Env, logger: Logger) {
  return {
    apiKey: env.shopifyApiKey,
    apiSecretKey: env.shopifyApiSecret,
    scopes: env.scopes,
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: true,
    logger: {
      level: LogSeverity.Warning,
      httpRequests: false,
      // Its messages can quote what it was sent: the library's word that something is wrong is enough.
      log: async (severity: LogSeverity) => {
        if (severity <= LogSeverity.Error) logger.warn("shopify library");
      },
    },
  };
}
