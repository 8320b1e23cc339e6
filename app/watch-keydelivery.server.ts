import type { App } from "./app-context.ts";
import { isKeyDeliveryError, type WatchCall } from "./keydelivery/index.ts";

/** Every call to KeyDelivery is counted and timed by what became of it, and is a span. */
export const watchKeyDelivery =
  ({ metrics, tracing }: Pick<App, "metrics" | "tracing">): WatchCall =>
  (call, run) =>
    tracing.span(`keydelivery ${call}`, { kind: "client" }, async (note) => {
      const startedAt = performance.now();
      const done = (code: string) => {
        const seconds = (performance.now() - startedAt) / 1_000;
        metrics.keydeliveryCalled(call, code, seconds);
        note({ "keydelivery.code": code });
      };
      try {
        const answer = await run();
        done(answer.code);
        return answer;
      } catch (error) {
        done(codeOf(error));
        throw error;
      }
    });

const codeOf = (error: unknown) =>
  isKeyDeliveryError(error) ? (error.answerCode ?? error.name) : "other";
