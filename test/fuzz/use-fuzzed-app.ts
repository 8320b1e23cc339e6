import { afterAll, beforeAll } from "vitest";
import { openApp } from "#app/app.server.ts";
import type { App } from "#app/app-context.ts";
import { readEnv } from "#app/platform/env.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import {
  startKeyDelivery,
  type SimulatedKeyDelivery,
} from "#test/sandbox/keydelivery/start-keydelivery.ts";
import {
  startShopify,
  type SimulatedShopify,
} from "#test/sandbox/shopify/start-shopify.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { secrets } from "./world.ts";

/** The shop whose parcels are there, one that others belong to, and one that comes and goes. */
export const shops = {
  own: "one.myshopify.com",
  other: "two.myshopify.com",
  passing: "three.myshopify.com",
};

const operator = { apiKey: "operator-key", apiSecret: secrets.apiSecret };

type Line = { level: string; text: string };
type Running = {
  app: App;
  shopify: SimulatedShopify;
  keydelivery: SimulatedKeyDelivery;
};

/** The app as a process opens it, against both simulators, on a database that is kept for the whole file. */
export function useFuzzedApp() {
  const database = useTestDatabase({ keep: true });
  const running = {} as Running;
  /** What was logged. */
  const lines: Line[] = [];
  let close: () => Promise<void>;

  beforeAll(async () => {
    const shopify = await startShopify(secrets);
    shopify.webhooks.hold();
    for (const one of Object.values(shops)) shopify.createShop(one);
    const keydelivery = await startKeyDelivery({ accounts: [operator] });
    const opened = await openApp({
      env: envOf({ shopify, keydelivery }),
      databaseUrl: database.url,
      logger: noteIn(lines),
    });
    Object.assign(running, { app: opened.app, shopify, keydelivery });
    close = async () => {
      await opened.close(500);
      await keydelivery.close();
      await shopify.close();
    };
  });
  afterAll(() => close());
  return { database, running, lines };
}

const envOf = ({ shopify, keydelivery }: Omit<Running, "app">) =>
  readEnv({
    ...{ NODE_ENV: "test", PORT: "0", ALLOW_SIMULATION: "1" },
    SHOPIFY_API_KEY: secrets.apiKey,
    SHOPIFY_API_SECRET: secrets.apiSecret,
    SHOPIFY_APP_URL: "https://app.example.com",
    APP_SECRET: `${secrets.apiSecret} of 32 bytes at least`,
    SHOPIFY_SIM_ORIGIN: shopify.origin,
    KEYDELIVERY_API_URL: keydelivery.baseUrl,
    KEYDELIVERY_API_KEY: operator.apiKey,
    KEYDELIVERY_API_SECRET: operator.apiSecret,
    KEYDELIVERY_RATE: "1000",
  });

function noteIn(lines: Line[]): Logger {
  const note =
    (level: string) =>
    (...given: unknown[]) => {
      const text = given
        .map((one) => JSON.stringify(one, withErrors))
        .join(" ");
      lines.push({ level, text });
    };
  return {
    fatal: note("fatal"),
    error: note("error"),
    warn: note("warn"),
    info: note("info"),
    debug: note("debug"),
  };
}

// As the logger of a process writes them.
const withErrors = (_key: string, value: unknown) =>
  value instanceof Error
    ? {
        name: value.name,
        message: value.message,
        stack: value.stack,
        cause: value.cause,
      }
    : typeof value === "bigint"
      ? String(value)
      : value;
