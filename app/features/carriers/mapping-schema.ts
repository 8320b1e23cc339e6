import { z } from "zod";
import { carrierIdPattern } from "#app/domain/carrier-id-pattern.ts";
import { isStoredText } from "#app/domain/stored-text.ts";
import type { MappingAnswer } from "./carriers-view.ts";

/** A company's key as it stands in an address. A NUL is one that PostgreSQL refuses to look for. */
export const companyKeySchema = z.string().min(1).max(255).refine(isStoredText);
export const carrierIdSchema = z.string().regex(carrierIdPattern);

const intentSchema = z.enum(["map", "unmap", "apply", "stop"]);
const typedIdSchema = z.string().trim().toLowerCase();

export type MappingIntent =
  | { intent: "unmap" | "apply" | "stop" }
  | { intent: "map"; carrierId: string; again: boolean };

/** The intent of a form; `answer` when a field of it is wrong, undefined when no form of ours sent it. */
export function readMappingIntent(
  form: FormData,
): MappingIntent | { answer: MappingAnswer } | undefined {
  const intent = intentSchema.safeParse(form.get("intent"));
  if (!intent.success) return undefined;
  if (intent.data !== "map") return { intent: intent.data };
  const carrierId = typedIdSchema.safeParse(form.get("carrierId"));
  if (!carrierId.success || carrierId.data === "")
    return { answer: { outcome: "invalid", error: "missing" } };
  if (!carrierIdPattern.test(carrierId.data))
    return { answer: { outcome: "invalid", error: "characters" } };
  return {
    intent: intent.data,
    carrierId: carrierId.data,
    again: form.get("again") === "true",
  };
}
