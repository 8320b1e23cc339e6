import { describe, expect, it } from "vitest";
import { sparklinePoints } from "#app/features/home/sparkline-path.ts";

const size = { width: 104, height: 24 };

describe("the points of a small line", () => {
  it("are at their days, the greatest at the top", () => {
    expect(
      sparklinePoints(
        [
          { at: 0, value: 4 },
          { at: 0.25, value: 2 },
          { at: 1, value: 3 },
        ],
        size,
      ),
    ).toEqual([
      { x: 2, y: 2 },
      { x: 27, y: 22 },
      { x: 102, y: 12 },
    ]);
  });

  it("are in the middle where nothing changes", () => {
    const same = [
      { at: 0, value: 3 },
      { at: 1, value: 3 },
    ];
    expect(sparklinePoints(same, size).map(({ y }) => y)).toEqual([12, 12]);
  });
});
