import type { App } from "./app-context.ts";
import { isWebhookTopic } from "./domain/webhook-topics.ts";
import type { IngressAnswer } from "./platform/metrics/ingress-metrics.server.ts";

/** What comes in is counted and timed, and is the first span of a trace. */
export const watchIngress =
  ({ env, metrics, tracing }: Pick<App, "env" | "metrics" | "tracing">) =>
  (answered: IngressAnswer): void => {
    metrics.ingressAnswered(answered);
    if (!env.tracing) return;
    const { kind, topic, outcome, key, seconds } = answered;
    tracing.received({
      name: kind,
      attributes: {
        "tracking.outcome": outcome,
        ...(isWebhookTopic(topic) && { "tracking.topic": topic }),
      },
      key,
      isFailed: outcome === "failed" || outcome === "overloaded",
      seconds,
    });
  };
