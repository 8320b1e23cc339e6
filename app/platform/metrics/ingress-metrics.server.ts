import { Counter, Histogram, type Registry } from "prom-client";
import { isWebhookTopic, webhookTopics } from "#app/domain/webhook-topics.ts";

const outcomes = [
  /** Or there already. */
  "stored",
  /** Signature or token does not match. */
  "refused",
  "malformed",
  "too_large",
  /** A push too many of one tracking: it is asked for instead. */
  "let_go",
  "overloaded",
  /** Not stored in time. */
  "failed",
  /** The sender went away first, or took too long. */
  "gone",
] as const;

export type IngressOutcome = (typeof outcomes)[number];

export type IngressAnswer = {
  kind: "webhook" | "push";
  /** As the sender says; a push has none. */
  topic: unknown;
  outcome: IngressOutcome;
  /** What it was stored under. */
  key?: Buffer | undefined;
  seconds: number;
};

export function createIngressMetrics(registry: Registry) {
  const registers = [registry];
  const answers = new Counter({
    name: "tracking_ingress_total",
    help: "Webhooks and pushes by how they were answered; stored counts those that were there already too",
    labelNames: ["kind", "topic", "outcome"],
    registers,
  });
  const duration = new Histogram({
    name: "tracking_ingress_duration_seconds",
    help: "From a webhook's or push's head to its answer",
    labelNames: ["kind"],
    buckets: [
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
    ],
    registers,
  });
  // From zero, or the first of a kind would not count as an increase.
  for (const outcome of outcomes) {
    answers.inc({ kind: "push", topic: "", outcome }, 0);
    for (const topic of [...webhookTopics, "other"])
      answers.inc({ kind: "webhook", topic, outcome }, 0);
  }
  return {
    ingressAnswered({ kind, topic, outcome, seconds }: IngressAnswer) {
      answers.inc({ kind, topic: topicLabel(kind, topic), outcome });
      duration.observe({ kind }, seconds);
    },
  };
}

// Anyone may send a header.
function topicLabel(kind: IngressAnswer["kind"], topic: unknown) {
  if (kind === "push") return "";
  return isWebhookTopic(topic) ? topic : "other";
}
