import { expect, it } from "vitest";
import { customerScope, hasScope, writeScope } from "#app/domain/scopes.ts";

it("has the scopes that the merchant granted, and no other of a like name", () => {
  const shop = { grantedScopes: `read_orders,${writeScope},${customerScope}2` };
  expect(hasScope(shop, writeScope)).toBe(true);
  expect(hasScope(shop, customerScope)).toBe(false);
});

it("has none while none is granted", () => {
  expect(hasScope({ grantedScopes: "" }, writeScope)).toBe(false);
});
