import { expect, it } from "vitest";
import { fingerprintOf } from "#app/features/accounts/account-fingerprint.ts";

it("is the same for ever, because callback URLs are made from it", () => {
  expect(fingerprintOf("KEY")).toBe(
    "9f341320002c349fd275ae82f063b92fa66ba0d770077c8d966480c3ff04aefc",
  );
});

it("differs for every key", () => {
  expect(fingerprintOf("KEY")).not.toBe(fingerprintOf("key"));
});
