import type { Pool } from "pg";
import type { App } from "./app-context.ts";
import { countAccounts } from "./features/accounts/count-accounts.server.ts";
import { readQueues } from "./jobs/read-queues.server.ts";
import { createReadinessCheck } from "./platform/http/check-readiness.server.ts";
import type { Listening } from "./platform/http/listen.server.ts";
import { atMostEvery } from "./platform/metrics/at-most-every.ts";
import { serveMetrics } from "./platform/metrics/serve-metrics.server.ts";
import { within } from "./platform/within.ts";

// Several that scrape, or one that scrapes often, ask the database no more often than this.
const readEveryMs = 5_000;
const patienceMs = 2_000;

/** Metrics and health on a listener of their own, where METRICS_PORT asks for it. */
export async function watchApp(app: App): Promise<Listening | undefined> {
  const { env, metrics, queue, db } = app;
  if (env.metricsPort === undefined) return undefined;
  metrics.watchProcess(env.role);
  metrics.watchPool("app", () => countsOf(app.pool));
  metrics.watchPool("ingress", () => countsOf(app.ingressPool));
  metrics.watchPool("queue", () => queue.poolCounts());
  const read = async () => ({
    queues: await readQueues(db),
    accounts: await countAccounts(db),
  });
  metrics.watchDatabase(
    atMostEvery(readEveryMs, () => within(patienceMs, "answer", read)),
  );
  // Not of the web's own /readyz: it stores what comes in, whether or not a worker gets at it.
  const works = { isRunning: () => queue.isRunning() && queue.isFetching() };
  const checkReadiness = createReadinessCheck({ ...app, queue: works });
  const world = { ...app, checkReadiness };
  return serveMetrics(world, { host: env.metricsHost, port: env.metricsPort });
}

const countsOf = (pool: Pool) => ({
  max: pool.options.max,
  total: pool.totalCount,
  idle: pool.idleCount,
  waiting: pool.waitingCount,
});
