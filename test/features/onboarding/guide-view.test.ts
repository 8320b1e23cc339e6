import { describe, expect, it } from "vitest";
import {
  guideSteps,
  readGuideProgress,
} from "#app/features/onboarding/guide-progress.ts";
import {
  guideStepsOf,
  type GuideFacts,
} from "#app/features/onboarding/guide-view.ts";

const nothing: GuideFacts = {
  account: "none",
  imported: false,
  writeBack: "off",
};
const everything: GuideFacts = {
  account: "operator",
  imported: true,
  writeBack: "on",
};

describe("the steps of the set-up guide", () => {
  it("are all to do in a shop where nothing is so yet", () => {
    expect(guideStepsOf({ ...nothing, skipped: [] }, "unknown")).toEqual(
      guideSteps.map((step) => ({ step, state: "open" })),
    );
  });

  it("are done by what is so, even where they were skipped", () => {
    expect(
      guideStepsOf({ ...everything, skipped: [...guideSteps] }, "active"),
    ).toEqual(guideSteps.map((step) => ({ step, state: "done" })));
  });

  it("can be skipped one by one", () => {
    const states = guideStepsOf(
      { ...everything, writeBack: "no_permission", skipped: ["theme"] },
      "inactive",
    ).map(({ state }) => state);
    expect(states).toEqual(["done", "done", "open", "skipped"]);
  });
});

describe("what a shop remembers of the guide", () => {
  it.each([{}, null, { dismissed: "yes" }, { skipped: ["unheard"] }])(
    "is nothing where %j is stored",
    (stored) => {
      expect(readGuideProgress(stored)).toEqual({
        dismissed: false,
        skipped: [],
        digestClosedOn: null,
      });
    },
  );
});
