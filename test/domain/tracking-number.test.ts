import fc from "fast-check";
import { expect, test } from "vitest";

import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";

test.each([
  ["  ly811679807cn \t", "LY811679807CN"],
  ["LY 8116 7980 7CN", "LY811679807CN"],
  ["LY\u200b811\u200c679\u200d807\ufeffCN", "LY811679807CN"],
  ["\u202aLY811\u202c\u00ad\u2060", "LY811"],
  ["ＬＹ８１１", "LY811"],
  ["LY\u00a0811\u3000679", "LY811679"],
  ["ab-12/3", "AB-12/3"],
  ["LY\u0000811", "LY811"],
  [" \u200b\n", ""],
  ["", ""],
])("reads %j as %j", (raw, normalised) => {
  expect(normaliseTrackingNumber(raw)).toBe(normalised);
});

test("is idempotent and never throws, for any string", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (raw) => {
      const once = normaliseTrackingNumber(raw);
      expect(normaliseTrackingNumber(once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});

test("is idempotent for characters that decompose or compose again", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(..."ŉßǰΐﬁİ", "\u0345", "\u0301", "\u200d", "e", "ͅα"),
      ),
      (parts) => {
        const once = normaliseTrackingNumber(parts.join(""));
        expect(normaliseTrackingNumber(once)).toBe(once);
      },
    ),
    { numRuns: 2000 },
  );
});

test("gives one form to a number whatever blanks stand in it", () => {
  const blanks = fc.constantFrom("", " ", "\t", "\u00a0", "\u200b", "\u2060");
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(..."AB12"), blanks)),
      (all) => {
        const plain = all.map(([letter]) => letter).join("");
        const padded = all.flat().join("").toLowerCase();
        expect(normaliseTrackingNumber(padded)).toBe(plain);
      },
    ),
  );
});

test("is idempotent with unpaired surrogates", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
      const once = normaliseTrackingNumber(String.fromCharCode(...units));
      expect(normaliseTrackingNumber(once)).toBe(once);
    }),
  );
});
