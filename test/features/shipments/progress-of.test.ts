import { expect, it } from "vitest";
import { progressOf } from "#app/features/shipments/progress-of.ts";
import type { ShownKey } from "#app/features/shipments/shown-state.ts";

const reachedStep = (key: ShownKey) => {
  const progress = progressOf(key);
  return progress && progress.steps[progress.reached - 1];
};

it.each([
  ["pending", "shipped"],
  ["silent", "shipped"],
  ["customs", "in_transit"],
  ["exception", "in_transit"],
  ["attempt_failed", "out_for_delivery"],
  ["delivered", "delivered"],
  ["returning", "returning"],
  ["returned", "returned"],
] as const)("a parcel that is %s has come to %s", (key, step) => {
  expect(reachedStep(key)).toBe(step);
});

it("promises no delivery of a parcel that goes back", () => {
  expect(progressOf("returning")?.steps).not.toContain("delivered");
});

it.each(["needs_carrier", "waiting", "failed", "ended"] as const)(
  "draws nothing of a parcel that is not followed: %s",
  (key) => {
    expect(progressOf(key)).toBeNull();
  },
);
