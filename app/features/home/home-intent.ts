import { z } from "zod";

/** What the home page can ask for. */
export const homeIntentSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("retry"), shipmentId: z.uuid() }),
  z.object({ intent: z.literal("close_digest") }),
]);

export type HomeIntent = z.infer<typeof homeIntentSchema>;

export type HomeAnswer = { outcome: "retried" | "saved" | "gone" | "failed" };
