import { z } from "zod";

const credentials = { apiKey: z.string(), apiSecret: z.string() };

/** What the settings page can ask for. An empty credential stands for the stored one. */
export const settingsIntentSchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("save"),
    automaticRegistration: z.stringbool(),
    // Left out: as it is.
    writeBack: z.stringbool().optional(),
    ...credentials,
  }),
  z.object({ intent: z.literal("test"), ...credentials }),
  z.object({ intent: z.literal("disconnect") }),
]);

export type SettingsIntent = z.infer<typeof settingsIntentSchema>;
