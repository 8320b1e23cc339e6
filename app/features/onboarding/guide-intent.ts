import { z } from "zod";
import { guideSteps } from "./guide-progress.ts";

/** What the set-up guide can ask for. */
export const guideIntentSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("skip_step"), step: z.enum(guideSteps) }),
  z.object({ intent: z.enum(["dismiss_guide", "show_guide"]) }),
  z.object({ intent: z.literal("switch_write_back_on") }),
]);

export type GuideIntent = z.infer<typeof guideIntentSchema>;
export type GuideAnswer = { outcome: "saved" | "failed" };
