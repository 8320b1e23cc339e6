import { describe, expect, it } from "vitest";
import { createFormats } from "#app/components/formats.ts";

// Spaces that do not break are written as ordinary ones here.
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

const written = (locale: string) => {
  const formats = createFormats(locale);
  return [
    formats.number(12_345.6),
    formats.count({ count: 10_000, more: true }),
    formats.percent(0.9341),
    formats.days(2.5),
    formats.list(["DHL", "UPS", "FedEx"]),
    formats.country("DE"),
    formats.day("2026-11-23"),
    formats.month("2026-11-23"),
  ].map(plain);
};

describe("formats", () => {
  it("are those of the merchant's language and country", () => {
    expect(written("en")).toEqual([
      "12,345.6",
      "10,000+",
      "93.4%",
      "2.5 days",
      "DHL, UPS, and FedEx",
      "Germany",
      "Nov 23, 2026",
      "November",
    ]);
    expect(written("de-AT")).toEqual([
      "12 345,6",
      "10 000+",
      "93,4 %",
      "2,5 Tage",
      "DHL, UPS und FedEx",
      "Deutschland",
      "23. Nov. 2026",
      "November",
    ]);
    expect(written("ja")).toEqual([
      "12,345.6",
      "10,000+",
      "93.4%",
      "2.5 日",
      "DHL、UPS、FedEx",
      "ドイツ",
      "2026年11月23日",
      "11月",
    ]);
  });

  it.each([
    ["2026-11-23T12:00:00Z", "now"],
    ["2026-11-23T12:00:40Z", "now"],
    ["2026-11-23T11:56:00Z", "4 minutes ago"],
    ["2026-11-23T10:59:00Z", "1 hour ago"],
    ["2026-11-21T10:00:00Z", "2 days ago"],
    ["2026-09-20T12:00:00Z", "2 months ago"],
    ["2024-11-20T12:00:00Z", "2 years ago"],
  ])("tell how long ago %s was, in whole steps: %s", (then, expected) => {
    expect(createFormats("en").ago(then, "2026-11-23T12:00:00Z")).toBe(
      expected,
    );
  });

  it.each(["", "de", "DEU", "X9", "../.."])(
    "leave what is no country as it is: %j",
    (code) => {
      expect(createFormats("de").country(code)).toBe(code);
    },
  );
});
