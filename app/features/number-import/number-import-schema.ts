import { z } from "zod";
import { jsonText } from "#app/domain/json-text.ts";
import { mostBytes, mostPerCall } from "./number-import-view.ts";

/** A number that was told to be new. */
const askedNumber = z.object({
  fulfillmentId: z.uuid(),
  number: z.string().min(1).max(1_000),
  company: z.string().max(1_000),
});

export type AskedNumber = z.infer<typeof askedNumber>;

/** What the page of the import can ask for. */
export const numbersIntentSchema = z.discriminatedUnion("intent", [
  // A file of that many bytes has no more characters.
  z.object({ intent: z.literal("read"), text: z.string().max(mostBytes) }),
  z.object({
    intent: z.literal("track"),
    numbers: jsonText(100_000).pipe(
      z.array(askedNumber).min(1).max(mostPerCall),
    ),
  }),
]);
