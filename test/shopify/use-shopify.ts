import { afterAll, beforeAll, beforeEach } from "vitest";
import type { App } from "#app/app-context.ts";
import { openApp, type OpenApp } from "#app/app.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import {
  startShopify,
  type SimulatedShopify,
} from "#test/sandbox/shopify/start-shopify.ts";
import type { SimulatedShop } from "#test/sandbox/shopify/world.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { startFaultyProxy } from "./start-faulty-proxy.ts";

const env = {
  NODE_ENV: "test" as const,
  SHOPIFY_API_KEY: "simulated-key",
  SHOPIFY_API_SECRET: "simulated-secret",
  SHOPIFY_APP_URL: "https://app.example.com",
  APP_SECRET: "an app secret of 32 bytes at least in tests",
  ALLOW_SIMULATION: "1",
};

type Running = {
  shopify: SimulatedShopify;
  proxy: Awaited<ReturnType<typeof startFaultyProxy>>;
  app: App;
  /** Another process on the same database. */
  otherApp: App;
};

/** The app as its processes open it, twice, on a database of its own and against the simulated Shopify. */
export function useShopify() {
  const database = useTestDatabase();
  const running = {} as Running;
  const lines: string[] = [];
  const opened: OpenApp[] = [];

  beforeAll(async () => {
    const shopify = await startShopify({
      apiKey: env.SHOPIFY_API_KEY,
      apiSecret: env.SHOPIFY_API_SECRET,
    });
    const proxy = await startFaultyProxy(shopify.origin);
    const source = { ...env, SHOPIFY_SIM_ORIGIN: proxy.origin };
    for (let count = 0; count < 2; count++)
      opened.push(
        await openApp({
          env: readEnv(source),
          databaseUrl: database.url,
          logger: noteIn(lines),
        }),
      );
    const [app, otherApp] = opened.map((one) => one.app) as [App, App];
    Object.assign(running, { shopify, proxy, app, otherApp });
  });
  beforeEach(() => {
    lines.length = 0;
    const { journal } = running.shopify;
    for (const list of Object.values(journal)) list.length = 0;
  });
  afterAll(async () => {
    for (const { close } of opened) await close(500);
    await running.proxy.close();
    await running.shopify.close();
  });
  return {
    database,
    running,
    /** What was logged, as text. */
    lines,
    /** A new shop whose merchant opens the app. */
    async install(domain: string) {
      const shop = running.shopify.createShop(domain);
      const opened = await openAs(running, shop);
      return { simulated: shop, ...opened };
    },
    open: (shop: SimulatedShop) => openAs(running, shop),
    /** Leaves the stored token this much time. */
    expireIn: (domain: string, ms: number) =>
      database.db.session.update({
        where: { id: `offline_${domain}` },
        data: { expires: new Date(Date.now() + ms) },
      }),
    shop: (domain: string) =>
      database.db.shop.findUniqueOrThrow({ where: { domain } }),
    session: (domain: string) =>
      running.app.shopify.sessions.loadSession(`offline_${domain}`),
  };
}

function openAs({ app, shopify }: Running, shop: SimulatedShop) {
  return authenticateShop(app, requestWith(shopify.sessionToken(shop.domain)));
}

/** A call from the embedded app in a browser. */
export function requestWith(sessionToken: string) {
  return new Request("https://app.example.com/app/shipments", {
    headers: {
      authorization: `Bearer ${sessionToken}`,
      "user-agent":
        "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36",
    },
  });
}

function noteIn(lines: string[]): Logger {
  const note = (...given: unknown[]) => {
    lines.push(
      given
        .map((one) =>
          JSON.stringify(one, (_key, value: unknown) =>
            value instanceof Error
              ? { name: value.name, message: value.message, stack: value.stack }
              : value,
          ),
        )
        .join(" "),
    );
  };
  return { fatal: note, error: note, warn: note, info: note, debug: note };
}
