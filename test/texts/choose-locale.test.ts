import { describe, expect, it } from "vitest";
import { chooseLocale } from "#app/texts/choose-locale.ts";

const chosen = (query: string, acceptLanguage?: string) =>
  chooseLocale(
    new Request(`https://app.example/app/shipments${query}`, {
      headers: acceptLanguage ? { "accept-language": acceptLanguage } : {},
    }),
  );

describe("the locale of a page", () => {
  it.each([
    ["de", "de"],
    ["de-DE", "de-DE"],
    ["de-AT", "de-AT"],
    ["en-GB", "en-GB"],
    ["es-419", "es-419"],
    ["fr-ca", "fr-CA"],
    ["zh-CN", "zh-CN"],
    ["zh-Hans-SG", "zh-Hans-SG"],
    ["ja-JP", "ja-JP"],
  ])("is the merchant's, with its country: %s", (locale, expected) => {
    expect(chosen(`?locale=${locale}`, "fr")).toBe(expected);
  });

  it.each(["zh-TW", "zh-HK", "zh-Hant"])(
    "is Simplified Chinese for %s, with no format of the other script",
    (locale) => {
      expect(chosen(`?locale=${locale}`)).toBe("zh-CN");
    },
  );

  it.each(["pt-BR", "it", "tlh"])(
    "is English for %s, which we do not have",
    (locale) => {
      expect(chosen(`?locale=${locale}`, "de")).toBe("en");
    },
  );

  it.each([
    "",
    "d",
    "_",
    "de_AT",
    "<script>",
    "de-".repeat(40),
    "javascript:alert(1)",
  ])("is English when the address says %j", (locale) => {
    expect(chosen(`?locale=${encodeURIComponent(locale)}`)).toBe("en");
  });

  it("leaves out what is neither language, script nor country", () => {
    expect(chosen("?locale=de-AT-1996-u-nu-arab-x-mine")).toBe("de-AT");
  });

  it("is what the browser likes to read, where the address says nothing", () => {
    expect(chosen("", "pt-BR,pt;q=0.9,fr-CH;q=0.8,en;q=0.7")).toBe("fr-CH");
    expect(chosen("", "*")).toBe("en");
    expect(chosen("")).toBe("en");
  });
});
