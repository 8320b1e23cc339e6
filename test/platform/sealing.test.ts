import { describe, expect, it } from "vitest";
import { createSealer, SealError } from "#app/platform/sealing.server.ts";

const old = "an old secret of at least 32 bytes";
const present = "the present secret of at least 32 bytes";
const sealer = createSealer({ current: present });
const text = "shpat_ä📦";

describe("a sealed text", () => {
  it("opens to what was sealed, and shows none of it", () => {
    const sealed = sealer.seal(text, "token");
    expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/);
    expect(sealed).not.toContain("shpat");
    expect(sealer.open(sealed, "token")).toBe(text);
  });

  it("is another each time", () => {
    expect(sealer.seal(text, "token")).not.toBe(sealer.seal(text, "token"));
  });

  it("opens when it is the empty text", () => {
    expect(sealer.open(sealer.seal("", "token"), "token")).toBe("");
  });

  it("does not open for another purpose", () => {
    const sealed = sealer.seal(text, "token");
    expect(() => sealer.open(sealed, "refresh")).toThrow(SealError);
  });

  it("does not open when any one byte of it was changed", () => {
    const [version, id, encoded] = sealer.seal(text, "token").split(".");
    const bytes = Buffer.from(encoded!, "base64url");
    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[index]! ^= 1;
      const sealed = [version, id, changed.toString("base64url")].join(".");
      expect(() => sealer.open(sealed, "token")).toThrow(SealError);
    }
  });

  it.each(["", "v1", "v2.00000000.AAAA", "v1.00000000.AAAA", "plain text"])(
    "does not open when it is '%s'",
    (sealed) => {
      expect(() => sealer.open(sealed, "token")).toThrow(SealError);
    },
  );

  it("does not open when it was cut off", () => {
    const sealed = sealer.seal(text, "token");
    expect(() => sealer.open(sealed.slice(0, 24), "token")).toThrow(SealError);
  });
});

describe("a change of the secret", () => {
  const sealed = createSealer({ current: old }).seal(text, "token");

  it("leaves what was sealed before open to the previous one, and calls it stale", () => {
    const both = createSealer({ current: present, previous: old });
    expect(both.open(sealed, "token")).toBe(text);
    expect(both.isStale(sealed)).toBe(true);
    expect(both.isStale(both.seal(text, "token"))).toBe(false);
  });

  it("closes it once the previous secret is no longer given", () => {
    expect(() => sealer.open(sealed, "token")).toThrow("not configured");
  });
});
