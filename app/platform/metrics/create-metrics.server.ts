import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { watchDatabase, type ReadDatabase } from "./database-gauges.server.ts";
import { createIngressMetrics } from "./ingress-metrics.server.ts";
import { createPoolGauges, type PoolCounts } from "./pool-gauges.server.ts";
import { createRequestMetrics } from "./request-metrics.server.ts";
import { createWorkMetrics } from "./work-metrics.server.ts";

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * What one process counts, in a registry of its own. Labels are closed sets of words, never a shop, an id, a token or
 * a number: those would be personal data, and a series for each.
 */
export function createMetrics() {
  const registry = new Registry();
  const setPools = createPoolGauges(registry);
  const refreshes: (() => Promise<void>)[] = [];
  return {
    registry,
    ...createIngressMetrics(registry),
    ...createRequestMetrics(registry),
    ...createWorkMetrics(registry),
    watchPool(pool: string, count: () => PoolCounts | undefined) {
      refreshes.push(async () => setPools(pool, count()));
    },
    watchDatabase(read: ReadDatabase) {
      refreshes.push(watchDatabase(registry, read));
    },
    /** CPU, memory, event loop, garbage: its observers cost a little, so only where somebody asks. */
    watchProcess(role: string) {
      collectDefaultMetrics({ register: registry });
      new Gauge({
        name: "tracking_process_info",
        help: "What this process does",
        labelNames: ["role"],
        registers: [registry],
      }).set({ role }, 1);
    },
    /** All of it, in Prometheus' text format. */
    async render() {
      await Promise.all(refreshes.map((refresh) => refresh()));
      return {
        contentType: registry.contentType,
        text: await registry.metrics(),
      };
    },
  };
}
