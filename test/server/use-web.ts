import { randomBytes } from "node:crypto";
import type { ServerBuild } from "@remix-run/node";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { App } from "#app/app-context.ts";
import { createKeyDeliveryClient } from "#app/keydelivery/index.ts";
import { createCallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { createMetrics } from "#app/platform/metrics/create-metrics.server.ts";
import { createRightOfWay } from "#app/platform/right-of-way.server.ts";
import { createSealer } from "#app/platform/sealing.server.ts";
import { noTracing } from "#app/platform/tracing/tracing.ts";
import { startWeb } from "#app/server.ts";
import { createShopify } from "#app/shopify.server.ts";
import { openBehindProxy } from "#test/support/open-behind-proxy.ts";
import type { TcpProxy } from "#test/support/tcp-proxy.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

export type LogLine = Record<string, unknown> & { level: string; text: string };
type Web = Awaited<ReturnType<typeof startWeb>>;

const required = {
  NODE_ENV: "test" as const,
  PORT: "0",
  LOG_LEVEL: "silent",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "planted-api-secret",
  SHOPIFY_APP_URL: "https://app.example.com",
  APP_SECRET: "planted-app-secret-of-at-least-32-bytes",
};

/** The web process on a database of its own, whose way to it leads through a proxy. */
export function useWeb(
  build: ServerBuild,
  env: Partial<NodeJS.ProcessEnv> = {},
) {
  const database = useTestDatabase();
  const lines: LogLine[] = [];
  const running = {} as { web: Web; app: App; proxy: TcpProxy };
  let close: () => Promise<void>;

  beforeAll(async () => {
    const parts = await openBehindProxy(database.url);
    const { pool, queue, proxy } = parts;
    const opened = { pool, queue, db: database.db };
    const app = openTestApp({ ...required, ...env }, lines, opened);
    const web = await startWeb(app, { build: () => Promise.resolve(build) });
    Object.assign(running, { web, app, proxy });
    close = async () => {
      await web.close(100);
      await parts.close();
    };
  });
  beforeEach(() => {
    lines.length = 0;
  });
  afterAll(() => close());
  return {
    database,
    lines,
    running,
    get: (path: string, init?: RequestInit) =>
      fetch(`http://127.0.0.1:${running.web.port}${path}`, {
        redirect: "manual",
        ...init,
      }),
  };
}

function openTestApp(
  source: NodeJS.ProcessEnv,
  lines: LogLine[],
  opened: Pick<App, "pool" | "db" | "queue">,
): App {
  const env = readEnv(source);
  const note = (level: string) => (fields: unknown, text?: string) => {
    lines.push({ ...(fields as object), level, text: text ?? "" });
  };
  const logger = {
    fatal: note("fatal"),
    error: note("error"),
    warn: note("warn"),
    info: note("info"),
    debug: note("debug"),
  };
  const parts = {
    ...opened,
    ingressPool: opened.pool,
    rightOfWay: createRightOfWay(),
    env,
    logger,
    metrics: createMetrics(),
    tracing: noTracing,
    clock: systemClock,
    sealer: createSealer({ current: env.appSecret }),
    requestNotes: new Map(),
  };
  return {
    ...parts,
    shopify: createShopify(parts),
    keydelivery: createKeyDeliveryClient({
      baseUrl: env.keydeliveryUrl,
      fetch,
    }),
    callbackTokens: createCallbackTokens(new Map([[1, randomBytes(32)]])),
  };
}
