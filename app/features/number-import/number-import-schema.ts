import { z } from "zod";
import { jsonText } from "#app/domain/json-text.ts";
import { storedText } from "#app/domain/stored-text.ts";
import {
  longestNumber,
  normaliseTrackingNumber,
} from "#app/domain/tracking-number.ts";
import { mostBytes, mostPerCall } from "./number-import-view.ts";

const text = z.string().overwrite(storedText).max(1_000);

/** A number that was told to be new. */
const askedNumber = z.object({
  fulfillmentId: z.uuid(),
  number: text
    .min(1)
    .refine(
      (number) => normaliseTrackingNumber(number).length <= longestNumber,
    ),
  company: text,
});

export type AskedNumber = z.infer<typeof askedNumber>;

/** What the page of the import can ask for. */
export const numbersIntentSchema = z.discriminatedUnion("intent", [
  // A file of that many bytes has no more characters.
  z.object({
    intent: z.literal("read"),
    // Stored by nobody; a NUL in it tells that the file is no text.
    text: z.string().max(mostBytes),
  }),
  z.object({
    intent: z.literal("track"),
    numbers: jsonText(100_000).pipe(
      z.array(askedNumber).min(1).max(mostPerCall),
    ),
  }),
]);
