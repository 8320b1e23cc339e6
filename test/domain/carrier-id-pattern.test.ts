import { expect, it } from "vitest";
import { carrierIdPattern } from "#app/domain/carrier-id-pattern.ts";
import { carriers } from "#app/keydelivery/index.ts";

it("matches every carrier of the published list", () => {
  const others = carriers.filter(({ id }) => !carrierIdPattern.test(id));
  expect(others).toEqual([]);
});

it.each(["a", "4px", "a_b-c", "a".repeat(60)])("matches %s", (id) => {
  expect(carrierIdPattern.test(id)).toBe(true);
});

it.each(["", "-a", "_a", "UPS", "a b", " a", "a.b", "a".repeat(61), "a\n"])(
  "does not match %j",
  (id) => {
    expect(carrierIdPattern.test(id)).toBe(false);
  },
);
