import { describe, expect, it } from "vitest";
import { fitLine, lowPoints } from "./fit-line.ts";

const line = (of: (at: number) => number, count = 20) =>
  Array.from({ length: count }, (_, at) => ({ at, value: of(at) }));

describe("a line through points", () => {
  it("is the line that they lie on", () => {
    const { slope, low, high } = fitLine(line((at) => 3 + 2 * at));
    expect(slope).toBeCloseTo(2);
    expect(low).toBeCloseTo(2);
    expect(high).toBeCloseTo(2);
  });

  it("says how sure it is, as the textbook does", () => {
    // By hand, with Student's t of 18 degrees from a table: 2.1009.
    const { slope, low, high } = fitLine(line((at) => (at % 2 === 0 ? 1 : -1)));
    expect(slope).toBeCloseTo(-0.01504, 4);
    expect(low).toBeCloseTo(-0.10059, 3);
    expect(high).toBeCloseTo(0.07052, 3);
  });

  it("is not known from two points", () => {
    expect(fitLine(line((at) => at, 2)).slope).toBeNaN();
  });
});

describe("the low points", () => {
  it("are what a saw tooth stands on", () => {
    const saw = line((at) => 100 + at / 10 + (at % 5) * 20);
    expect(lowPoints(saw, 5)).toEqual(
      [0, 5, 10, 15].map((at) => ({ at, value: 100 + at / 10 })),
    );
    expect(fitLine(lowPoints(saw, 5)).slope).toBeCloseTo(0.1);
  });
});
