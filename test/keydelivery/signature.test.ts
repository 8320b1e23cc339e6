import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signBody } from "#app/keydelivery/index.ts";

test("signs the known body as KeyDelivery does", () => {
  const body =
    '{"carrier_id":"usps","tracking_number":"LY811679807CN","area_show":1}';
  expect(signBody(body, "KEY", "SECRET")).toBe(
    "5063B0A332C43C5BC611E46842D1A8AD",
  );
});

test("signs the UTF-8 bytes of accents, CJK and emoji", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.constantFrom('{"ship_to":"Zürich, Łódź, 東京, 🚚👩🏽‍🚀"}'),
        fc.string({ unit: "grapheme" }),
      ),
      (body) => {
        const bytes = Buffer.concat([
          Buffer.from(body, "utf8"),
          Buffer.from("KEYSECRET"),
        ]);
        expect(signBody(body, "KEY", "SECRET")).toBe(
          createHash("md5").update(bytes).digest("hex").toUpperCase(),
        );
      },
    ),
  );
});
