import type { Pool } from "pg";
import type { Database } from "./db.server.ts";
import type { Queue } from "./jobs/queue.server.ts";
import type { KeyDeliveryClient } from "./keydelivery/index.ts";
import type { CallbackTokens } from "./platform/callback-tokens.server.ts";
import type { Clock } from "./platform/clock.ts";
import type { Env } from "./platform/env.server.ts";
import type { RequestNotes } from "./platform/http/request-notes.server.ts";
import type { Logger } from "./platform/logger.server.ts";
import type { Metrics } from "./platform/metrics/create-metrics.server.ts";
import type { RightOfWay } from "./platform/right-of-way.server.ts";
import type { Tracing } from "./platform/tracing/tracing.ts";
import type { Sealer } from "./platform/sealing.server.ts";
import type { ShopifyApp } from "./shopify.server.ts";

/**
 * The running instances of a process, made once by its entry. Remix bundles its own copy of every
 * module, so routes get these through the load context and never open anything themselves.
 */
export type App = {
  env: Env;
  logger: Logger;
  clock: Clock;
  metrics: Metrics;
  tracing: Tracing;
  pool: Pool;
  /** What webhooks and pushes are stored through, and nothing else. */
  ingressPool: Pool;
  rightOfWay: RightOfWay;
  db: Database;
  queue: Queue;
  sealer: Sealer;
  shopify: ShopifyApp;
  keydelivery: KeyDeliveryClient;
  callbackTokens: CallbackTokens;
  requestNotes: RequestNotes;
};

declare module "@remix-run/server-runtime" {
  // Only an interface merges with Remix's own.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface AppLoadContext {
    app: App;
    /** Until the connection takes more of an answer; there is none where no server runs. */
    drained?: () => Promise<void>;
  }
}
