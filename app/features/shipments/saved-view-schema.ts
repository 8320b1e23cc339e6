import { z } from "zod";
import { storedText } from "#app/domain/stored-text.ts";
import { writeListQuery } from "./list-query.ts";
import type { SavedViewAnswer } from "./list-page-view.ts";
import { longestViewName } from "./list-query.ts";
import { readListQuery } from "./read-list-query.ts";

const name = z
  .string()
  .overwrite(storedText)
  .trim()
  .min(1)
  .max(longestViewName);
// What cannot be read is left out: what is stored is an address that the list understands.
export const storedQuery = z
  .string()
  .max(4_000)
  .transform((text) =>
    writeListQuery({
      ...readListQuery(new URLSearchParams(text)),
      saved: null,
    }),
  );

const intentSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("save_view"), name, query: storedQuery }),
  z.object({ intent: z.literal("rename_view"), id: z.uuid(), name }),
  z.object({
    intent: z.literal("update_view"),
    id: z.uuid(),
    query: storedQuery,
  }),
  z.object({ intent: z.literal("delete_view"), id: z.uuid() }),
]);

export type SavedViewIntent = z.infer<typeof intentSchema>;

/** The intent of a form; `answer` when its name is wrong, undefined when no form of ours sent it. */
export function readSavedViewIntent(
  form: FormData,
): SavedViewIntent | { answer: SavedViewAnswer } | undefined {
  const read = intentSchema.safeParse(Object.fromEntries(form));
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path }) => path.join("."));
  if (wrong.some((field) => field !== "name")) return undefined;
  const given = form.get("name");
  const isMissing = typeof given !== "string" || given.trim() === "";
  return {
    answer: { outcome: "invalid", error: isMissing ? "missing" : "too_long" },
  };
}
