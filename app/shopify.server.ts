import "@shopify/shopify-app-remix/adapters/node";
import pLimit from "p-limit";
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
import {
  isSignedWith,
  sessionTokenOf,
} from "./shopify/session-token-signature.server.ts";
import { createSessionStorage } from "./shopify/session-storage.server.ts";
import { setShopifyFetch } from "./shopify/set-shopify-fetch.server.ts";
import { installShop } from "./features/onboarding/install-shop.server.ts";
import { restoreQuota } from "./features/trackings/keep-quota.server.ts";

// Each holds a connection while Shopify answers: pages and jobs keep theirs, however many tokens end at once.
const mostRefreshes = 4;

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
  setShopifyFetch({
    simulatedOrigin: env.simulation?.shopifyOrigin,
    apiSecret: env.shopifyApiSecret,
  });
  const sessions = createSessionStorage(parts);
  const install = createInstall(parts);
  const createApp = (apiSecretKey: string) =>
    shopifyApp({
      ...librarySettings(env, logger),
      apiSecretKey,
      appUrl: env.appUrl,
      distribution: AppDistribution.AppStore,
      sessionStorage: sessions,
      future: {
        unstable_newEmbeddedAuthStrategy: true,
        expiringOfflineAccessTokens: true,
      },
      hooks: { afterAuth: loggingFailure(logger, install) },
    });
  // The library knows one secret: while one is rotated there are two of it.
  const previous = env.shopifyApiSecretPrevious;
  const present = createApp(env.shopifyApiSecret);
  const former = previous ? createApp(previous) : undefined;
  const api = createApi(env, logger, env.shopifyApiSecret);
  // Refreshes of this process under way.
  const refreshes = new Map<string, Promise<Session>>();
  return {
    authenticate: {
      /** The embedded page's shop, whichever secret its token was signed with. */
      admin: (request: Request) =>
        (former && isSignedWith(sessionTokenOf(request), previous)
          ? former
          : present
        ).authenticate.admin(request),
    },
    addDocumentResponseHeaders: present.addDocumentResponseHeaders,
    sessions,
    refreshes,
    refreshing: pLimit(mostRefreshes),
    api,
    /** What Shopify signed is good if one of them says so. */
    verifiers: [api, ...(previous ? [createApi(env, logger, previous)] : [])],
    install,
  };
}

const loggingFailure =
  (
    logger: Logger,
    install: (shop: string, scopes: string) => Promise<unknown>,
  ) =>
  async ({ session: { shop, scope } }: { session: Session }) => {
    try {
      await install(shop, scope ?? "");
    } catch (err) {
      // The library answers 500 and says nothing.
      logger.error({ shop, err }, "install failed");
      throw err;
    }
  };

function createApi(env: Env, logger: Logger, apiSecretKey: string) {
  const { host, protocol } = new URL(env.appUrl);
  return shopifyApi({
    ...librarySettings(env, logger),
    apiSecretKey,
    hostName: host,
    hostScheme: protocol === "http:" ? "http" : "https",
    _logDisabledFutureFlags: false,
  });
}

type InstallParts = { env: Env; clock: Clock; db: Database; queue: Queue };

function createInstall({ env, clock, db, queue }: InstallParts) {
  const secrets = [env.appSecret, env.appSecretPrevious ?? []].flat();
  return (domain: string, scopes: string, openedAt = clock.now()) =>
    db.$transaction(async (tx) => {
      const shop = await installShop(tx, queue, { domain, scopes, openedAt });
      if (shop) await restoreQuota(tx, { domain, now: clock.now(), secrets });
      return shop;
    });
}

function librarySettings(env: Env, logger: Logger) {
  return {
    apiKey: env.shopifyApiKey,
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
