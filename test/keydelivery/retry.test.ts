import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs } from "#app/keydelivery/index.ts";

const longest = { random: () => 1 };

test("doubles from one second to a quarter of an hour", () => {
  expect(
    [1, 2, 3, 4, 11, 500].map((attempt) => backoffMs(attempt, longest)),
  ).toEqual([1_000, 2_000, 4_000, 8_000, 900_000, 900_000]);
});

test("takes any part of that, from nothing to all, for any attempt", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, part) => {
        const ms = backoffMs(attempt, { random: () => part });
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(backoffMs(attempt, longest));
      },
    ),
  );
});
