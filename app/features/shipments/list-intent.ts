import { z } from "zod";
import { carrierIdPattern } from "#app/domain/carrier-id-pattern.ts";
import { bulkKinds, type BulkAnswer } from "./bulk-view.ts";
import type { SavedViewAnswer } from "./list-page-view.ts";
import {
  readSavedViewIntent,
  storedQuery,
  type SavedViewIntent,
} from "./saved-view-schema.ts";

// Those of a page.
const mostChosen = 50;

const change = {
  kind: z.enum(bulkKinds),
  carrierId: z
    .string()
    .trim()
    .toLowerCase()
    .regex(carrierIdPattern)
    .optional()
    .catch(undefined),
};

const bulkSchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("change_parcels"),
    ids: z
      .string()
      .transform((text) => [...new Set(text.split(","))])
      .pipe(z.array(z.uuid()).min(1).max(mostChosen)),
    ...change,
  }),
  z.object({ intent: z.literal("change_all"), query: storedQuery, ...change }),
  z.object({ intent: z.literal("cancel_bulk"), id: z.uuid() }),
  z.object({ intent: z.literal("close_bulk"), id: z.uuid() }),
]);

export type BulkIntent = z.infer<typeof bulkSchema>;
export type ListAnswer = SavedViewAnswer | BulkAnswer;

/** The intent of a form; `answer` when a field of it is wrong, undefined when no form of ours sent it. */
export function readListIntent(
  form: FormData,
): SavedViewIntent | BulkIntent | { answer: ListAnswer } | undefined {
  const read = bulkSchema.safeParse(Object.fromEntries(form));
  if (!read.success) return readSavedViewIntent(form);
  if (
    "kind" in read.data &&
    read.data.kind === "choose_carrier" &&
    !read.data.carrierId
  )
    return { answer: { outcome: "no_carrier" } };
  return read.data;
}
