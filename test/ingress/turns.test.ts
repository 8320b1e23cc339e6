import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { createTurns } from "#app/ingress/turns.ts";

describe("turns", () => {
  const at = (ms: number) => new Date(ms);

  it("come back with time, for each key alone", () => {
    const mayTake = createTurns({ perMinute: 60, burst: 2, mostKeys: 10 });
    const tried = [
      mayTake("a", at(0)),
      mayTake("a", at(0)),
      mayTake("a", at(0)),
    ];
    expect(tried).toEqual([true, true, false]);
    expect(mayTake("b", at(0))).toBe(true);
    expect(mayTake("a", at(1_000))).toBe(true);
    expect(mayTake("a", at(1_000))).toBe(false);
  });

  it("are taken several at once, all or none", () => {
    const mayTake = createTurns({ perMinute: 60, burst: 10, mostKeys: 10 });
    expect(mayTake("a", at(0), 7)).toBe(true);
    expect(mayTake("a", at(0), 4)).toBe(false);
    expect(mayTake("a", at(0), 3)).toBe(true);
    expect(mayTake("a", at(0), 0)).toBe(true);
    expect(mayTake("a", at(0))).toBe(false);
    expect(mayTake("a", at(1_000))).toBe(true);
  });

  it("are kept for so many keys and no more; the quietest is forgotten", () => {
    const mayTake = createTurns({ perMinute: 1, burst: 1, mostKeys: 2 });
    for (const key of ["a", "b", "c"]) expect(mayTake(key, at(0))).toBe(true);
    expect(mayTake("c", at(0))).toBe(false);
    expect(mayTake("a", at(0))).toBe(true);
  });

  it("take no memory for keys that have all of them again", () => {
    const heapOf = (secondsBetween: number) => {
      const mayTake = createTurns({
        perMinute: 60,
        burst: 1,
        mostKeys: 200_000,
      });
      const before = heapAfterCollection();
      for (let n = 0; n < 200_000; n++)
        mayTake(`key ${n} of many`, at(n * secondsBetween * 1_000));
      const held = heapAfterCollection() - before;
      // Else all of it could be collected already.
      expect(mayTake("key 0 of many", at(200_000_000))).toBe(true);
      return held;
    };
    expect(heapOf(1)).toBeLessThan(heapOf(0) / 10);
  });
});

function heapAfterCollection() {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}
