import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCallbackTokens } from "#app/platform/callback-tokens.server.ts";

const keys = new Map([
  [1, randomBytes(32)],
  [2, randomBytes(32)],
]);
const tokens = createCallbackTokens(keys);
const subject = { fingerprint: "f", carrierId: "usps", number: "LY1" };

describe("a ref", () => {
  it("is the same each time for the same subject under the same key", () => {
    const again = createCallbackTokens(new Map(keys));
    expect(again.refOf(subject)).toBe(tokens.refOf({ ...subject }));
    expect(tokens.refOf(subject)).toMatch(/^[\w-]{22}$/);
  });

  it.each([
    { ...subject, fingerprint: "g" },
    { ...subject, carrierId: "ups" },
    { ...subject, number: "LY2" },
    { fingerprint: "fusps", carrierId: "", number: "LY1" },
    { fingerprint: "f", carrierId: "uspsLY", number: "1" },
  ])("is another for %o", (other) => {
    expect(tokens.refOf(other)).not.toBe(tokens.refOf(subject));
  });

  it("is another under another key", () => {
    expect(tokens.refOf(subject, 1)).not.toBe(tokens.refOf(subject, 2));
  });
});

describe("a token", () => {
  it("tells its ref, is made with the greatest key and fits a URL", () => {
    const token = tokens.tokenOf(tokens.refOf(subject));
    expect(tokens.currentKeyId).toBe(2);
    expect(token).toBe(tokens.tokenOf(tokens.refOf(subject), 2));
    expect(token).toMatch(/^[A-Za-z0-9_-]{40}$/);
    expect(tokens.verify(token)).toBe(tokens.refOf(subject));
  });

  it("of an older key is still good, and no longer once the key is gone", () => {
    const token = tokens.tokenOf(tokens.refOf(subject, 1), 1);
    expect(tokens.verify(token)).toBe(tokens.refOf(subject, 1));
    const without = createCallbackTokens(new Map([[2, keys.get(2)!]]));
    expect(without.verify(token)).toBeUndefined();
  });

  it("is refused when any one of its characters is changed", () => {
    const token = tokens.tokenOf(tokens.refOf(subject));
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === "x" ? "y" : "x";
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      expect(tokens.verify(changed)).toBeUndefined();
    }
  });

  it.each(["", "a", "a".repeat(41), `${"a".repeat(39)}=`, "é".repeat(40)])(
    "is refused when it is '%s'",
    (text) => {
      expect(tokens.verify(text)).toBeUndefined();
    },
  );

  it("cannot be made with a key that is not held", () => {
    expect(() => tokens.tokenOf(tokens.refOf(subject), 3)).toThrow("key 3");
  });
});
