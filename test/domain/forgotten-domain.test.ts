import { expect, it } from "vitest";
import {
  forgottenDomain,
  formerDomain,
  isForgotten,
} from "#app/domain/forgotten-domain.ts";

it("is no domain that a shop can have, and tells the one it had", () => {
  const forgotten = forgottenDomain("one.myshopify.com", "the-id");
  expect(forgotten).toBe("one.myshopify.com the-id");
  expect(isForgotten(forgotten)).toBe(true);
  expect(isForgotten("one.myshopify.com")).toBe(false);
  expect(formerDomain(forgotten)).toBe("one.myshopify.com");
});
