import { afterEach, beforeEach } from "vitest";
import type { App } from "#app/app-context.ts";
import type { Queue } from "#app/jobs/queue.server.ts";
import { createKeyDeliveryClient } from "#app/keydelivery/index.ts";
import { createCallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { createMetrics } from "#app/platform/metrics/create-metrics.server.ts";
import { createRightOfWay } from "#app/platform/right-of-way.server.ts";
import { createSealer } from "#app/platform/sealing.server.ts";
import { noTracing } from "#app/platform/tracing/tracing.ts";
import { createShopify } from "#app/shopify.server.ts";
import {
  startKeyDelivery,
  type SimulatedKeyDelivery,
} from "#test/sandbox/keydelivery/start-keydelivery.ts";
import {
  startShopify,
  type SimulatedShopify,
} from "#test/sandbox/shopify/start-shopify.ts";
import { useTestDatabase } from "./test-database.ts";

export const operator = {
  apiKey: "operator-key",
  apiSecret: "operator-secret",
};

/** A call that went to KeyDelivery, with the fields of its body. */
export type SentCall = {
  path: string;
  headers: Headers;
  fields: Record<string, unknown>;
};

type Recorded = {
  /** What the app asked the queue to run; tests run it themselves. */
  enqueued: { job: string; data: unknown }[];
  sent: SentCall[];
  /** Moves the app's clock. */
  time: { offsetMs: number };
};

/** The app on the test file's database and, for each test, a KeyDelivery of its own, and a Shopify where asked. */
export function useTestApp(options: { shopify?: boolean } = {}) {
  const database = useTestDatabase();
  const recorded: Recorded = { enqueued: [], sent: [], time: { offsetMs: 0 } };
  const running = {} as {
    app: App;
    keydelivery: SimulatedKeyDelivery;
    shopify: SimulatedShopify;
  };

  beforeEach(async () => {
    recorded.enqueued.length = 0;
    recorded.sent.length = 0;
    recorded.time.offsetMs = 0;
    running.keydelivery = await startKeyDelivery({ accounts: [operator] });
    if (options.shopify) running.shopify = await startTestShopify();
    const { db, pool } = database;
    running.app = createApp({ db, pool }, running, recorded);
  });
  afterEach(async () => {
    await running.keydelivery.close();
    if (options.shopify) await running.shopify.close();
  });
  return { database, running, ...recorded };
}

// Its webhooks stay with it: tests hand them to the app.
async function startTestShopify() {
  const shopify = await startShopify({ apiKey: "key", apiSecret: "secret" });
  shopify.webhooks.hold();
  return shopify;
}

function createApp(
  opened: Pick<App, "db" | "pool">,
  simulators: { keydelivery: SimulatedKeyDelivery; shopify?: SimulatedShopify },
  { enqueued, sent, time }: Recorded,
): App {
  const keydeliveryUrl = simulators.keydelivery.baseUrl;
  const env = readEnv({
    NODE_ENV: "test",
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "http://127.0.0.1:1",
    APP_SECRET: "0123456789012345678901234567890123456789",
    KEYDELIVERY_API_URL: keydeliveryUrl,
    KEYDELIVERY_RATE: "1000",
    ...(simulators.shopify && {
      ALLOW_SIMULATION: "1",
      SHOPIFY_SIM_ORIGIN: simulators.shopify.origin,
    }),
  });
  const silent = () => undefined;
  const logger = {
    fatal: silent,
    error: silent,
    warn: silent,
    info: silent,
    debug: silent,
  };
  const parts = {
    ...opened,
    ingressPool: opened.pool,
    rightOfWay: createRightOfWay(),
    env,
    logger,
    metrics: createMetrics(),
    tracing: noTracing,
    clock: { ...systemClock, now: () => new Date(Date.now() + time.offsetMs) },
    queue: createQueue(enqueued),
    sealer: createSealer({ current: env.appSecret }),
    requestNotes: new Map(),
  };
  const shopify = simulators.shopify && createShopify(parts);
  return {
    ...parts,
    keydelivery: createKeyDeliveryClient({
      baseUrl: keydeliveryUrl,
      fetch: noteIn(sent),
      timeoutMs: 1_000,
    }),
    callbackTokens: createCallbackTokens(new Map([[1, Buffer.alloc(32, 7)]])),
    get shopify(): App["shopify"] {
      if (shopify) return shopify;
      throw new Error("the core called Shopify");
    },
  };
}

function createQueue(enqueued: Recorded["enqueued"]): Queue {
  return {
    enqueue: (job, data) => {
      enqueued.push({ job: job.name, data });
      return Promise.resolve();
    },
    enqueueMany: (job, data) => {
      for (const one of data) enqueued.push({ job: job.name, data: one });
      return Promise.resolve();
    },
    // Its jobs are run by the tests, at once.
    countDue: () => Promise.resolve(0),
    statementFor: (_job, { before, jobs }) =>
      Promise.resolve(`WITH ${before} ${jobs}`),
    work: () => Promise.resolve(),
    workTogether: () => Promise.resolve(),
    rest: () => Promise.resolve(),
    isRunning: () => true,
    isFetching: () => true,
    poolCounts: () => undefined,
    stop: () => Promise.resolve(),
  };
}

const noteIn =
  (sent: SentCall[]): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    sent.push({
      path: new URL(request.url).pathname,
      headers: request.headers,
      fields: (await request.clone().json()) as SentCall["fields"],
    });
    return fetch(request);
  };
