import { expect, it } from "vitest";
import { orderKeyOf } from "#app/domain/order-key.ts";

it.each([
  ["#1001", "1001"],
  [" # 10 01\u200b\t", "1001"],
  ["ab-1001", "AB-1001"],
  ["ＡＢ１", "AB1"],
  ["##1", "#1"],
  ["EU#1001", "EU#1001"],
])("looks for %j as %j", (name, key) => {
  expect(orderKeyOf(name)).toBe(key);
});

it("is never longer than an index holds", () => {
  expect(orderKeyOf("a".repeat(300))).toBe("A".repeat(255));
});
