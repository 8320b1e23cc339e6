import { isKeyDeliveryError, type WatchCall } from "./keydelivery/index.ts";
import type { Metrics } from "./platform/metrics/create-metrics.server.ts";

/** Every call to KeyDelivery is counted and timed by what became of it. */
export const watchKeyDelivery =
  (metrics: Pick<Metrics, "keydeliveryCalled">): WatchCall =>
  async (call, run) => {
    const startedAt = performance.now();
    const done = (code: string) =>
      metrics.keydeliveryCalled(
        call,
        code,
        (performance.now() - startedAt) / 1_000,
      );
    try {
      const answer = await run();
      done(answer.code);
      return answer;
    } catch (error) {
      done(
        isKeyDeliveryError(error) ? (error.answerCode ?? error.name) : "other",
      );
      throw error;
    }
  };
