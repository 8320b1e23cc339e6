import { describe, expect, it } from "vitest";
import { spreadOf, tableOf } from "./figures.ts";
import { largestSession } from "./measure-page.ts";

describe("the figures of a bench", () => {
  it("tell the median, what three of four runs hold, and both ends", () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({
      lowest: 1,
      median: 2,
      high: 3,
      highest: 4,
    });
    expect(spreadOf([7])).toEqual({
      lowest: 7,
      median: 7,
      high: 7,
      highest: 7,
    });
  });

  it("stand in columns", () => {
    expect(
      tableOf([
        ["page", "ms"],
        ["a", "100"],
      ]),
    ).toBe("page  ms\na     100");
  });
});

describe("the layout shift of a page", () => {
  it.each([
    { what: "none", shifts: [], expected: 0 },
    {
      what: "a burst",
      shifts: [
        { at: 0, value: 0.1 },
        { at: 900, value: 0.2 },
      ],
      expected: 0.3,
    },
    {
      what: "the worse of two, a second apart",
      shifts: [
        { at: 0, value: 0.1 },
        { at: 1_000, value: 0.2 },
      ],
      expected: 0.2,
    },
    {
      what: "five seconds of a longer one",
      shifts: [0, 900, 1_800, 2_700, 3_600, 4_500, 5_400].map((at) => ({
        at,
        value: 0.1,
      })),
      expected: 0.6,
    },
  ])("is that of $what", ({ shifts, expected }) => {
    expect(largestSession(shifts)).toBeCloseTo(expected);
  });
});
