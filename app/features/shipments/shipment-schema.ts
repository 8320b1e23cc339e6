import { z } from "zod";
import { carrierIdPattern } from "#app/domain/carrier-id-pattern.ts";
import type { ShipmentAnswer } from "./shipments-view.ts";

export const shipmentIdSchema = z.uuid();

const plainIntents = [
  "retry",
  "restart",
  "refresh",
  "archive",
  "unarchive",
] as const;
const intentSchema = z.enum([...plainIntents, "choose_carrier"]);
const carrierIdSchema = z.string().trim().toLowerCase();

export type ShipmentIntent =
  | { intent: (typeof plainIntents)[number] }
  | { intent: "choose_carrier"; carrierId: string; remember: boolean };

/** The intent of a form; `answer` when a field of it is wrong, undefined when no form of ours sent it. */
export function readShipmentIntent(
  form: FormData,
): ShipmentIntent | { answer: ShipmentAnswer } | undefined {
  const intent = intentSchema.safeParse(form.get("intent"));
  if (!intent.success) return undefined;
  if (intent.data !== "choose_carrier") return { intent: intent.data };
  const carrierId = carrierIdSchema.safeParse(form.get("carrierId"));
  if (!carrierId.success || carrierId.data === "")
    return { answer: { outcome: "invalid", error: "missing" } };
  if (!carrierIdPattern.test(carrierId.data))
    return { answer: { outcome: "invalid", error: "characters" } };
  const remember = form.get("remember") === "true";
  return { intent: "choose_carrier", carrierId: carrierId.data, remember };
}

const eventsAtFirst = 200;
/** What is kept of a tracking at most. */
const mostEvents = 20_000;
const eventsSchema = z.coerce
  .number()
  .int()
  .min(eventsAtFirst)
  .max(mostEvents)
  .catch(eventsAtFirst);

/** How many events the page's address asks for. */
export function readShownEvents({ searchParams }: URL): number {
  return eventsSchema.parse(searchParams.get("events") ?? eventsAtFirst);
}
