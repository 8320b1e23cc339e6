import fc from "fast-check";

/** What a person would not want to find in a log or an error; examples hold it where such things stand. */
export const planted = "planted-secret-7f3a";

// Each of them broke some program once.
const nasty = [
  ...["", " ", "\0", "a\0b", "\t\r\n", "\u200b", "\ufeff", "\u202e", "\u2028"],
  ...["\ud800", "\udfff", "a\ud83d", "🏳️‍🌈", "İ", "ß", "ŉ", "ﷺ", "ﷺ".repeat(260)],
  ...["e\u0301", "\u0345\u0301", "①Ⅷ", "ｆｕｌｌ", "٣٤", "Ω".repeat(256)],
  ...[
    "null",
    "undefined",
    "NaN",
    "Infinity",
    "true",
    "0",
    "-0",
    "1e999",
    "0x1",
  ],
  ...["9007199254740993", "9223372036854775808", "1".repeat(400), "-1", "1.5"],
  ...["__proto__", "constructor", "hasOwnProperty", "toString", "prototype"],
  ...[
    "../../etc/passwd",
    "%00",
    "%",
    "%ff",
    "%2e%2e/",
    "//example.com",
    "\\\\",
  ],
  ...["<script>alert(1)</script>", "javascript:alert(1)", "{{7*7}}", "${7*7}"],
  ...["' OR 1=1 --", '"; DROP TABLE shipment', "$1", "\\", "%_%", "{}", "[]"],
  ...["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "a,b;c\td", '"', "'"],
  ...[
    "\r\nSet-Cookie: a=b",
    "a".repeat(300),
    "a".repeat(5_000),
    " ".repeat(300),
  ],
  ...[
    "2026-02-30",
    "2026-02-30T25:61:61Z",
    "0000-00-00 00:00:00",
    "0001-01-01",
  ],
  ...[
    "+275760-09-13T00:00:00.000Z",
    "-271821-04-20T00:00:00.000Z",
    "9999-12-31",
  ],
  ...[
    "gid://shopify/Order/1",
    "gid://shopify/Fulfillment/\0",
    "#1001",
    "1Z999",
  ],
  ...["00000000-0000-0000-0000-000000000000", "aaaaaaaaaaaaaaaaaaaaaaaa!"],
];

const units = (unit: "binary" | "grapheme") =>
  fc.string({ unit, maxLength: 24 });

/** Text as a stranger, a broken program and an attacker would send it. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 1, arbitrary: units("binary") },
  { weight: 1, arbitrary: units("grapheme") },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 16 })
      .map((codes) => String.fromCharCode(...codes)),
  },
);

const hostileNumber = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constantFrom(0, -0, 1e308, -1e-300, 2 ** 53, 1e21, 0.1),
);

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  { weight: 3, arbitrary: hostileNumber },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, undefined) },
);

const deep = (levels: number) => {
  let value: unknown = "deep";
  for (let level = 0; level < levels; level++)
    value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Any value that JSON can carry, and some that it cannot. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: leaf },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(hostileText, leaf, { maxKeys: 4 }),
  },
  { weight: 1, arbitrary: fc.constantFrom(deep(3), deep(200), [[[]]], [{}]) },
);
