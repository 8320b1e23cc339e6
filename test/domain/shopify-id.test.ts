import { expect, it } from "vitest";
import { shopifyId } from "#app/domain/shopify-id.ts";

it.each([
  [0, "0"],
  [4711, "4711"],
  ["4711", "4711"],
  ["18446744073709551615", "18446744073709551615"],
])("reads %j as the digits %s", (given, id) => {
  expect(shopifyId.parse(given)).toBe(id);
});

it.each(["", "x4711", "4711x", "-1", "1".repeat(21), -1, 1.5, null])(
  "refuses %j, which is none of Shopify's",
  (given) => {
    expect(shopifyId.safeParse(given).success).toBe(false);
  },
);
