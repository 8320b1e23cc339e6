import { describe, expect, it } from "vitest";
import { completeCredentials } from "#app/features/accounts/complete-credentials.ts";

const stored = { apiKey: "stored-key", apiSecret: "stored-secret" };

describe("what was typed", () => {
  it("is taken without the blanks and invisible characters around it", () => {
    expect(
      completeCredentials(
        { apiKey: " \u200bnew-key\n", apiSecret: "\tnew-secret\ufeff " },
        undefined,
      ),
    ).toEqual({
      credentials: { apiKey: "new-key", apiSecret: "new-secret" },
      typed: true,
    });
  });

  it.each([
    ["a letter with an accent", "clé"],
    ["a line break inside", "one\ntwo"],
    ["a blank inside", "one two"],
    ["a control character", "one\u0000two"],
    ["an emoji", "key🔑"],
  ])("is refused with %s", (_, apiKey) => {
    expect(
      completeCredentials({ apiKey, apiSecret: "secret" }, undefined),
    ).toEqual({ errors: { apiKey: "characters" } });
  });

  it("is refused when it is longer than 200 characters", () => {
    const apiSecret = "s".repeat(201);
    expect(
      completeCredentials({ apiKey: "key", apiSecret }, undefined),
    ).toEqual({ errors: { apiSecret: "too_long" } });
  });

  it("has an error for each field that is wrong", () => {
    expect(
      completeCredentials({ apiKey: "ключ", apiSecret: "a b" }, stored),
    ).toEqual({ errors: { apiKey: "characters", apiSecret: "characters" } });
  });
});

describe("what was left empty", () => {
  it("is missing when nothing is stored", () => {
    expect(
      completeCredentials({ apiKey: " ", apiSecret: "" }, undefined),
    ).toEqual({ errors: { apiKey: "missing", apiSecret: "missing" } });
  });

  it("is the stored account when both are empty", () => {
    expect(completeCredentials({ apiKey: "", apiSecret: "" }, stored)).toEqual({
      credentials: stored,
      typed: false,
    });
  });

  it("is the stored key when a new secret was typed", () => {
    expect(
      completeCredentials({ apiKey: "", apiSecret: "rotated" }, stored),
    ).toEqual({
      credentials: { apiKey: "stored-key", apiSecret: "rotated" },
      typed: true,
    });
  });

  it("is never the stored secret when another key was typed", () => {
    expect(
      completeCredentials({ apiKey: "other-key", apiSecret: "" }, stored),
    ).toEqual({ errors: { apiSecret: "missing" } });
  });
});
