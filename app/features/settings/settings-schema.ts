import { z } from "zod";
import { jsonText } from "#app/domain/json-text.ts";

const credentials = {
  apiKey: z.string().default(""),
  apiSecret: z.string().default(""),
};

const json = jsonText(200_000)
  .pipe(z.record(z.string(), z.unknown()))
  .default({});

/** What the settings pages can ask for. An empty credential stands for the stored one. */
export const settingsIntentSchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("save"),
    /** The settings that were changed, by name, and what the page had shown of them. */
    changes: json,
    seen: json,
    ...credentials,
  }),
  z.object({ intent: z.literal("test"), ...credentials }),
  z.object({ intent: z.literal("disconnect") }),
  z.object({ intent: z.literal("apply_rules") }),
  z.object({ intent: z.literal("stop_rules") }),
]);

export type SettingsIntent = z.infer<typeof settingsIntentSchema>;
