import type { ThemeBlock } from "#app/components/theme-block.ts";
import {
  guideSteps,
  type GuideProgress,
  type GuideStep,
} from "./guide-progress.ts";

/** What is so in the shop: steps are done by it, not by a tick. */
export type GuideFacts = {
  account: "own" | "operator" | "none";
  /** An import of past shipments came to its end. */
  imported: boolean;
  writeBack: "off" | "no_permission" | "on";
};

export type StepState = "open" | "done" | "skipped";
export type GuideStepView = { step: GuideStep; state: StepState };

export type GuideView = GuideFacts & {
  dismissed: boolean;
  skipped: GuideStep[];
  themeEditorUrl: string;
};

/** How far each step is. Only the page knows of the theme: App Bridge tells it. */
export function guideStepsOf(
  facts: GuideFacts & Pick<GuideProgress, "skipped">,
  themeBlock: ThemeBlock,
): GuideStepView[] {
  return guideSteps.map((step) => {
    if (isDone(step, facts, themeBlock)) return { step, state: "done" };
    const isSkipped = facts.skipped.includes(step);
    return { step, state: isSkipped ? "skipped" : "open" };
  });
}

function isDone(step: GuideStep, facts: GuideFacts, themeBlock: ThemeBlock) {
  switch (step) {
    case "account":
      return facts.account !== "none";
    case "import":
      return facts.imported;
    case "write_back":
      return facts.writeBack === "on";
    case "theme":
      return themeBlock === "active";
  }
}
