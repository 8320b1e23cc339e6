import { Counter, Histogram, type Registry } from "prom-client";
import { codeLabel } from "./code-label.ts";

/** `dead`: trying again cannot help. */
const jobOutcomes = ["completed", "failed", "dead"] as const;

export type JobOutcome = (typeof jobOutcomes)[number];

const publicationOutcomes = ["sent", "skipped", "failed", "postponed"] as const;

export type PublicationOutcome = (typeof publicationOutcomes)[number];

const flowOutcomes = [
  "accepted",
  "skipped",
  "refused",
  "gave_up",
  "postponed",
] as const;

export type FlowOutcome = (typeof flowOutcomes)[number];

/** What jobs do, and what they call. */
export function createWorkMetrics(registry: Registry) {
  const registers = [registry];
  const jobs = new Histogram({
    name: "tracking_job_duration_seconds",
    help: "Jobs done by this process",
    labelNames: ["queue", "outcome"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const calls = new Histogram({
    name: "tracking_keydelivery_call_duration_seconds",
    help: "Calls to KeyDelivery by what its answer's body says, or why there was none",
    labelNames: ["call", "code"],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    registers,
  });
  const registrations = new Counter({
    name: "tracking_registrations_total",
    help: "Attempts to register a tracking by how they ended",
    labelNames: ["outcome", "code"],
    registers,
  });
  // From zero, or the first of a kind would not count as an increase.
  registrations.inc({ outcome: "registered", code: "200" }, 0);
  const publications = countOutcomes(registry, publicationOutcomes, {
    name: "tracking_publications_total",
    help: "Statuses whose turn came to be told to Shopify orders",
  });
  const flow = countOutcomes(registry, flowOutcomes, {
    name: "tracking_flow_total",
    help: "Triggers whose turn came to be told to Shopify Flow",
  });
  return {
    /** Of a queue whose jobs this process does. */
    jobsBegin(queue: string) {
      for (const outcome of jobOutcomes) jobs.zero({ queue, outcome });
    },
    jobDone(queue: string, outcome: JobOutcome, seconds: number) {
      jobs.observe({ queue, outcome }, seconds);
    },
    keydeliveryCalled(call: string, code: string, seconds: number) {
      calls.observe({ call, code: codeLabel(code) }, seconds);
    },
    registrationSettled(outcome: string, code: string | null) {
      registrations.inc({ outcome, code: codeLabel(code ?? "none") });
    },
    publicationSettled(outcome: PublicationOutcome) {
      publications.inc({ outcome });
    },
    flowSettled(outcome: FlowOutcome) {
      flow.inc({ outcome });
    },
  };
}

function countOutcomes(
  registry: Registry,
  outcomes: readonly string[],
  about: { name: string; help: string },
) {
  const labelNames = ["outcome"];
  const counter = new Counter({ ...about, labelNames, registers: [registry] });
  for (const outcome of outcomes) counter.inc({ outcome }, 0);
  return counter;
}
