import { z } from "zod";

/** As far back as the app may see orders. */
export const importDays = [7, 14, 30, 60] as const;

/** What the card of past shipments can ask for. */
export const importIntentSchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("count"),
    days: z.coerce.number<string>().int().min(1).max(60),
  }),
  z.object({ intent: z.enum(["start", "pause", "resume", "cancel"]) }),
]);

export type ImportIntent = z.infer<typeof importIntentSchema>;
