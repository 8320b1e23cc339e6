import { afterAll, describe, expect, it } from "vitest";
import { attack, newTally, patienceMs, report } from "./attack.ts";
import { pureBorders } from "./borders.ts";

const leastInputs = 100_000;
const tally = newTally();
afterAll(() => report("parsers", tally));

describe("whatever comes, a border reads it or says in its own way that it cannot", () => {
  it.each(pureBorders.map((border) => ({ border, name: border.covers[0] })))(
    "$name",
    async ({ border }) => {
      await attack(border, pureBorders, { inputs: leastInputs, tally });
    },
    patienceMs,
  );

  it("was given 100,000 inputs", () => {
    expect(tally.inputs).toBeGreaterThanOrEqual(leastInputs);
    expect(tally.borders).toBe(pureBorders.length);
  });
});
