import { afterAll, beforeAll, beforeEach } from "vitest";
import { openApp, type OpenApp } from "#app/app.server.ts";
import type { SettingsView } from "#app/features/settings/settings-view.ts";
import { readEnv } from "#app/platform/env.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import { action, loader } from "#app/routes/app.settings.tsx";
import {
  startKeyDelivery,
  type SimulatedKeyDelivery,
} from "#test/sandbox/keydelivery/start-keydelivery.ts";
import {
  startShopify,
  type SimulatedShopify,
} from "#test/sandbox/shopify/start-shopify.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const env = {
  NODE_ENV: "test" as const,
  SHOPIFY_API_KEY: "simulated-key",
  SHOPIFY_API_SECRET: "simulated-secret",
  SHOPIFY_APP_URL: "https://app.example.com",
  APP_SECRET: "an app secret of 32 bytes at least in tests",
  ALLOW_SIMULATION: "1",
};

export const domain = "one.myshopify.com";
export const otherDomain = "two.myshopify.com";
export const account = {
  apiKey: "planted-key-1a2B",
  apiSecret: "planted-secret",
};

type Running = OpenApp & {
  shopify: SimulatedShopify;
  keydelivery: SimulatedKeyDelivery;
};

/** The settings route on the app as its processes open it, against both simulators. */
export function useSettings(options: { keep?: boolean } = {}) {
  const database = useTestDatabase(options);
  const running = {} as Running;
  const lines: string[] = [];
  const context = () => ({ app: running.app });

  beforeAll(async () => {
    Object.assign(running, await start(database.url, noteIn(lines)));
  });
  beforeEach(() => {
    lines.length = 0;
    running.keydelivery.clearFaults();
  });
  afterAll(async () => {
    await running.close(500);
    await running.keydelivery.close();
    await running.shopify.close();
  });

  const request = (path: string, shop: string, body?: URLSearchParams) => {
    const { shopify } = running;
    const isCustomer = path.startsWith("/api/customer/");
    const tokenFor = isCustomer ? shopify.customerToken : shopify.sessionToken;
    return requestWith(tokenFor(shop), path, body);
  };
  return {
    database,
    running,
    /** What was logged, as text. */
    lines,
    context,
    request,
    load: (shop = domain): Promise<SettingsView> =>
      loader({
        request: request("/app/settings", shop),
        context: context(),
        params: {},
      }),
    submit: (fields: Record<string, string>, shop = domain) =>
      action({
        request: request("/app/settings", shop, new URLSearchParams(fields)),
        context: context(),
        params: {},
      }),
    shop: (name = domain) =>
      database.db.shop.findUniqueOrThrow({ where: { domain: name } }),
  };
}

async function start(databaseUrl: string, logger: Logger): Promise<Running> {
  const shopify = await startShopify({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecret: env.SHOPIFY_API_SECRET,
  });
  for (const one of [domain, otherDomain]) shopify.createShop(one);
  const keydelivery = await startKeyDelivery({ accounts: [account] });
  const opened = await openApp({
    env: readEnv({
      ...env,
      SHOPIFY_SIM_ORIGIN: shopify.origin,
      KEYDELIVERY_API_URL: keydelivery.baseUrl,
    }),
    databaseUrl,
    logger,
  });
  return { ...opened, shopify, keydelivery };
}

/** A call from the embedded app in a browser. */
function requestWith(token: string, path: string, body?: URLSearchParams) {
  return new Request(new URL(path, env.SHOPIFY_APP_URL), {
    method: body ? "POST" : "GET",
    body,
    headers: {
      authorization: `Bearer ${token}`,
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
            value instanceof Error ? `${value.name} ${value.stack}` : value,
          ),
        )
        .join(" "),
    );
  };
  return { fatal: note, error: note, warn: note, info: note, debug: note };
}
