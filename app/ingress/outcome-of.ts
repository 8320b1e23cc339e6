import type { IngressOutcome } from "#app/platform/metrics/ingress-metrics.server.ts";
import type { Answer } from "./answer.ts";
import { NotStoredError } from "./not-stored-error.ts";
import { SenderGoneError, SlowSenderError } from "./read-body.ts";

/** An answer as it is counted. */
export function outcomeOf({ status, outcome }: Answer): IngressOutcome {
  if (outcome) return outcome;
  if (status === 200) return "stored";
  if (status === 401) return "refused";
  return status === 413 ? "too_large" : "malformed";
}

export function outcomeOfFailure(error: unknown): IngressOutcome {
  if (error instanceof SenderGoneError || error instanceof SlowSenderError)
    return "gone";
  return error instanceof NotStoredError && error.reason === "overloaded"
    ? "overloaded"
    : "failed";
}
