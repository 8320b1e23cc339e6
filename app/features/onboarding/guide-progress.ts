import { z } from "zod";

/** What the set-up guide leads through, in this order. */
export const guideSteps = ["account", "import", "write_back", "theme"] as const;

export type GuideStep = (typeof guideSteps)[number];

/** What `shop.onboarding` holds. */
const guideProgressSchema = z.object({
  dismissed: z.boolean().default(false),
  skipped: z.array(z.enum(guideSteps)).default([]),
  /** The shop's day on which the digest was closed, "YYYY-MM-DD". */
  digestClosedOn: z.iso.date().nullable().default(null),
});

export type GuideProgress = z.infer<typeof guideProgressSchema>;

/** What is not readable is begun anew. */
export function readGuideProgress(stored: unknown): GuideProgress {
  return (
    guideProgressSchema.safeParse(stored).data ?? guideProgressSchema.parse({})
  );
}
