import { afterAll, beforeAll } from "vitest";
import { openQueue, type Queue } from "#app/jobs/queue.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createMetrics } from "#app/platform/metrics/create-metrics.server.ts";
import type { Tracing } from "#app/platform/tracing/tracing.ts";
import { readMetrics } from "#test/support/read-metrics.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

/** A worker's queue on a database of its own, with metrics, and with traces where they are opened. */
export function useQueue(
  openTracing: () => Tracing | undefined = () => undefined,
) {
  const database = useTestDatabase();
  const metrics = createMetrics();
  const running = {} as { queue: Queue };
  beforeAll(async () => {
    const tracing = openTracing();
    running.queue = await openQueue({
      url: database.url,
      logger: createLogger("silent"),
      supervise: true,
      metrics,
      ...(tracing && { tracing }),
    });
  });
  afterAll(() => running.queue.stop(1_000));
  return {
    database,
    running,
    scrape: async () => readMetrics((await metrics.render()).text),
  };
}
