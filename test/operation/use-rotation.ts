import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, expect } from "vitest";
import { startApp, type AppProcess } from "#test/sandbox/app-process.ts";
import { startKeyDelivery } from "#test/sandbox/keydelivery/start-keydelivery.ts";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { startShopify } from "#test/sandbox/shopify/start-shopify.ts";
import type { SimulatedShop } from "#test/sandbox/shopify/world.ts";
import { browserHeaders, openShop } from "#test/sandbox/start-sandbox.ts";
import { freePort } from "#test/support/free-port.ts";
import { runAppFile } from "#test/support/run-app-file.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

export const operator = {
  apiKey: "rotation-operator",
  apiSecret: "operator-secret",
};
export const own = { apiKey: "rotation-own-key", apiSecret: "own-secret" };
export const oldKey = "rotation-old-api-secret";
export const newKey = "rotation-new-api-secret";
const secretOf = () => randomBytes(32).toString("base64");
export const oldSecret = secretOf();
export const newSecret = secretOf();
export const domain = "one.myshopify.com";
export const person = "Anna Planted, 12 Planted Street, +49 170 1234567";

/** The app as one process after another on one database, with a shop that has an account of its own. */
export function useRotation() {
  const database = useTestDatabase({ keep: true });
  const running = {} as {
    shopify: Awaited<ReturnType<typeof startShopify>>;
    keydelivery: Awaited<ReturnType<typeof startKeyDelivery>>;
    app: AppProcess;
    port: number;
    shop: SimulatedShop;
  };
  const environment = (secrets: Record<string, string>) => ({
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: "rotation-app",
    SHOPIFY_SIM_ORIGIN: running.shopify.origin,
    ALLOW_SIMULATION: "1",
    KEYDELIVERY_API_URL: running.keydelivery.baseUrl,
    KEYDELIVERY_API_KEY: operator.apiKey,
    KEYDELIVERY_API_SECRET: operator.apiSecret,
    KEYDELIVERY_RATE: "50",
    ...secrets,
  });
  const logs: string[] = [];
  const stopApp = async () => {
    await running.app?.stop();
    if (running.app) logs.push(running.app.log());
  };
  const restart = async (secrets: Record<string, string>) => {
    await stopApp();
    running.app = await startApp(environment(secrets), running.port);
    running.shopify.connectApp(running.app.url);
  };
  const reseal = async (
    secrets: Record<string, string>,
    ...options: string[]
  ) => {
    const child = runAppFile(
      "app/reseal.ts",
      {
        SHOPIFY_APP_URL: running.app.url,
        LOG_LEVEL: "warn",
        ...environment(secrets),
      },
      options,
    );
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const [code] = (await once(child, "close")) as [number];
    return { code, text };
  };
  const asMerchant = (at: string, init: RequestInit = {}) =>
    fetch(new URL(at, running.app.url), {
      ...init,
      headers: {
        ...browserHeaders,
        authorization: `Bearer ${running.shopify.sessionToken(domain)}`,
      },
    });
  const proxy = (secret: string) =>
    fetch(
      `${running.app.url}/proxy/track?${signProxyQuery({ shop: domain }, secret).toString()}`,
    ).then(({ status }) => status);
  const shipped = async (number: string) => {
    const { shopify, keydelivery } = running;
    const shop = shopify.createOrder(running.shop);
    shopify.fulfill(shop, {
      trackingCompany: "UPS",
      trackingNumbers: [number],
    });
    await expect
      .poll(
        () =>
          keydelivery.trackings().find((one) => one.number === number)?.account,
        { timeout: 60_000 },
      )
      .toBe(1);
    await keydelivery.pushNow(number, {
      scans: [{ context: `Accepted from ${person}`, code: "103" }],
    });
    await expect
      .poll(
        async () =>
          (await database.db.tracking.findFirst({ where: { number } }))?.status,
        { timeout: 60_000 },
      )
      .toBe("accepted");
  };

  beforeAll(async () => {
    running.port = await freePort();
    running.shopify = await startShopify({
      apiKey: "rotation-app",
      apiSecret: oldKey,
    });
    running.keydelivery = await startKeyDelivery({ accounts: [operator, own] });
    await restart({ APP_SECRET: oldSecret, SHOPIFY_API_SECRET: oldKey });
    running.shop = await openShop(running, domain);
    const saved = await asMerchant("/app/settings", {
      method: "POST",
      body: new URLSearchParams({ intent: "save", ...own }),
    });
    expect(saved.status).toBe(200);
  });
  afterAll(async () => {
    await stopApp();
    await running.keydelivery.close();
    await running.shopify.close();
  });
  return {
    database,
    running,
    logs,
    restart,
    reseal,
    asMerchant,
    proxy,
    shipped,
  };
}
