import { randomBytes } from "node:crypto";
import { afterEach, beforeEach } from "vitest";
import type { App } from "#app/app-context.ts";
import { ensureOperatorAccount } from "#app/features/accounts/ensure-operator-account.server.ts";
import type { Queue } from "#app/jobs/queue.server.ts";
import { createKeyDeliveryClient } from "#app/keydelivery/index.ts";
import { createCallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { createSealer } from "#app/platform/sealing.server.ts";
import { checkTracking } from "#app/worker/check-tracking.ts";
import { drainAccount } from "#app/worker/drain-account.ts";
import { processDelivery } from "#app/worker/process-delivery.ts";
import { processPush } from "#app/worker/process-push.ts";
import {
  startKeyDelivery,
  type SimulatedKeyDelivery,
} from "#test/sandbox/keydelivery/start-keydelivery.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

export const operator = {
  apiKey: "operator-key",
  apiSecret: "operator-secret",
};
export const domain = "one.myshopify.com";
export const otherDomain = "other.myshopify.com";

type Enqueued = { job: string; data: unknown };

/** The app's core on a real database and a simulated KeyDelivery; jobs are run by the tests. */
export function useCore() {
  const database = useTestDatabase();
  const enqueued: Enqueued[] = [];
  const time = { offsetMs: 0 };
  const core = {} as {
    app: App;
    keydelivery: SimulatedKeyDelivery;
    shopId: string;
    otherShopId: string;
  };

  beforeEach(async () => {
    enqueued.length = 0;
    time.offsetMs = 0;
    core.keydelivery = await startKeyDelivery({ accounts: [operator] });
    core.app = createApp(
      database.db,
      database.pool,
      core.keydelivery.baseUrl,
      enqueued,
      time,
    );
    const { app } = core;
    await ensureOperatorAccount(app.db, app.sealer, operator, app.clock.now());
    core.shopId = await createShop(domain);
    core.otherShopId = await createShop(otherDomain);
  });
  afterEach(() => core.keydelivery.close());

  async function createShop(name: string) {
    const { id } = await database.db.shop.create({
      data: { domain: name, installedAt: new Date(0) },
    });
    return id;
  }
  let nextDelivery = 1;
  /** Stores a webhook delivery as the ingress does, and carries it out. */
  async function deliver(topic: string, body: unknown, shopDomain = domain) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const { id } = await database.db.webhookDelivery.create({
      data: {
        topic,
        shopDomain,
        webhookId: String(nextDelivery++),
        dedupeKey: randomBytes(32),
        body: Buffer.from(text),
      },
    });
    await processDelivery(core.app, { deliveryId: String(id) });
    return database.db.webhookDelivery.findUnique({ where: { id } });
  }
  async function push(ref: string, body: unknown) {
    const { id } = await database.db.push.create({
      data: {
        ref,
        dedupeKey: randomBytes(32),
        body: Buffer.from(JSON.stringify(body)),
      },
    });
    await processPush(core.app, { pushId: String(id) });
    return database.db.push.findUniqueOrThrow({ where: { id } });
  }
  async function account() {
    return database.db.keyDeliveryAccount.findFirstOrThrow({
      where: { shopId: null },
    });
  }
  return {
    database,
    enqueued,
    time,
    core,
    deliver,
    push,
    account,
    drain: async (signal = new AbortController().signal) =>
      drainAccount(core.app, { accountId: (await account()).id }, signal),
    check: (trackingId: string) =>
      checkTracking(core.app, { trackingId }, new AbortController().signal),
    shipments: () =>
      database.db.shipment.findMany({
        include: { tracking: true },
        orderBy: { id: "asc" },
      }),
    tracking: (number: string) =>
      database.db.tracking.findFirstOrThrow({ where: { number } }),
  };
}

function createApp(
  db: App["db"],
  pool: App["pool"],
  keydeliveryUrl: string,
  enqueued: Enqueued[],
  time: { offsetMs: number },
): App {
  const env = readEnv({
    NODE_ENV: "test",
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "http://127.0.0.1:1",
    APP_SECRET: "0123456789012345678901234567890123456789",
    KEYDELIVERY_API_URL: keydeliveryUrl,
    KEYDELIVERY_RATE: "1000",
  });
  const silent = () => undefined;
  const queue: Queue = {
    enqueue: (job, data) => {
      enqueued.push({ job: job.name, data });
      return Promise.resolve();
    },
    enqueueMany: (job, data) => {
      for (const one of data) enqueued.push({ job: job.name, data: one });
      return Promise.resolve();
    },
    work: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  return {
    env,
    logger: {
      fatal: silent,
      error: silent,
      warn: silent,
      info: silent,
      debug: silent,
    },
    clock: { ...systemClock, now: () => new Date(Date.now() + time.offsetMs) },
    pool,
    db,
    queue,
    sealer: createSealer({ current: env.appSecret }),
    keydelivery: createKeyDeliveryClient({
      baseUrl: keydeliveryUrl,
      fetch,
      timeoutMs: 1_000,
    }),
    callbackTokens: createCallbackTokens(new Map([[1, Buffer.alloc(32, 7)]])),
    // Nothing of the core calls Shopify.
    get shopify(): App["shopify"] {
      throw new Error("the core called Shopify");
    },
  };
}

let nextFulfillment = 1;
/** A fulfillment's webhook body. */
export function fulfillment(changes: Record<string, unknown> = {}) {
  const id = 9_000 + nextFulfillment++;
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Fulfillment/${id}`,
    order_id: 700_000 + id,
    name: `#${id}.1`,
    status: "success",
    created_at: "2026-11-20T09:14:03-05:00",
    updated_at: "2026-11-20T09:14:03-05:00",
    tracking_company: "UPS",
    tracking_numbers: [`1Z${id}`],
    destination: { city: "Toronto", province: "Ontario", country: "Canada" },
    ...changes,
  };
}

/** The same fulfillment, a minute later for each step. */
export const later = (
  body: ReturnType<typeof fulfillment>,
  changes: Record<string, unknown>,
  minutes = 1,
) => ({
  ...body,
  updated_at: new Date(
    Date.parse(body.updated_at) + minutes * 60_000,
  ).toISOString(),
  ...changes,
});
