import { z } from "zod";
import type { CarrierOption } from "#app/components/carrier-option.ts";
import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";

/** Why KeyDelivery could not be asked, or did not answer. */
export type TestFailure =
  | "no_account"
  | "quota"
  | "credentials"
  | "throttled"
  | "busy"
  | "too_many"
  | "unreachable"
  | "refused"
  | "failed";

export type NumberTest =
  | { outcome: "found"; number: string; carriers: CarrierOption[] }
  | { outcome: "nothing"; number: string }
  | { outcome: "invalid"; error: "missing" | "long" }
  | { outcome: "not_asked"; reason: TestFailure };

const longest = 100;
const typed = z
  .string()
  .max(10_000)
  .catch("")
  .transform(normaliseTrackingNumber);

/** The number of a form, as parcels have it. */
export function readNumber(
  form: FormData,
): { number: string } | { answer: NumberTest } {
  const number = typed.parse(form.get("number"));
  if (number === "")
    return { answer: { outcome: "invalid", error: "missing" } };
  if (number.length > longest)
    return { answer: { outcome: "invalid", error: "long" } };
  return { number };
}
