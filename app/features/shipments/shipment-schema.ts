import { z } from "zod";
import { carrierIdPattern } from "./carrier-id-pattern.ts";
import type { ShipmentAnswer } from "./shipments-view.ts";

export const shipmentIdSchema = z.uuid();

const intentSchema = z.enum(["retry", "choose_carrier"]);
const carrierIdSchema = z.string().trim().toLowerCase();

export type ShipmentIntent =
  { intent: "retry" } | { intent: "choose_carrier"; carrierId: string };

/** The intent of a form; `answer` when a field of it is wrong, undefined when no form of ours sent it. */
export function readShipmentIntent(
  form: FormData,
): ShipmentIntent | { answer: ShipmentAnswer } | undefined {
  const intent = intentSchema.safeParse(form.get("intent"));
  if (!intent.success) return undefined;
  if (intent.data === "retry") return { intent: "retry" };
  const carrierId = carrierIdSchema.safeParse(form.get("carrierId"));
  if (!carrierId.success || carrierId.data === "")
    return { answer: { outcome: "invalid", error: "missing" } };
  if (!carrierIdPattern.test(carrierId.data))
    return { answer: { outcome: "invalid", error: "characters" } };
  return { intent: "choose_carrier", carrierId: carrierId.data };
}
