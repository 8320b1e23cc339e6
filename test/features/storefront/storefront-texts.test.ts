import { describe, expect, it } from "vitest";
import {
  chooseLanguage,
  storefrontTexts,
} from "#app/features/storefront/storefront-texts.ts";
import {
  progressOf,
  shopperStatuses,
  shopperStatusOf,
} from "#app/features/storefront/shopper-status.ts";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";

const { en, ...others } = storefrontTexts;
const keysOf = (texts: object, prefix = ""): string[] =>
  Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "string"
      ? [`${prefix}${name}`]
      : keysOf(value as object, `${prefix}${name}.`),
  );

describe("the storefront's texts", () => {
  it("are there in ten languages, none of them empty", () => {
    expect(Object.keys(storefrontTexts)).toHaveLength(10);
    for (const texts of Object.values(storefrontTexts))
      expect(JSON.stringify(texts)).not.toContain('""');
  });

  it.each(Object.entries(others))(
    "have every key in %s",
    (_language, texts) => {
      expect(keysOf(texts)).toEqual(keysOf(en!));
    },
  );

  it("have a word for every status", () => {
    expect(Object.keys(en!.status)).toEqual([...shopperStatuses]);
  });
});

describe("a shopper's language", () => {
  it.each([
    ["de", null, "de"],
    ["de-AT", null, "de"],
    ["pt-PT", null, "pt-BR"],
    ["zh-TW", null, "zh-CN"],
    ["PT-br", null, "pt-BR"],
    ["xx", "fr-CH, fr;q=0.9", "fr"],
    [null, "tlh, ja;q=0.5", "ja"],
    [null, "", "en"],
    ["__proto__", null, "en"],
  ])(
    "for %s, of a browser that asks for %s, is %s",
    (locale, accept, language) => {
      expect(chooseLanguage(locale, accept)).toBe(language);
    },
  );
});

it("a parcel that we cannot track reads as shipped", () => {
  for (const state of [
    "needs_carrier",
    "failed",
    "over_quota",
    "waiting",
    "ignored",
  ])
    expect(shopperStatusOf(state)).toBe("shipped");
});

it("every status has its place on the way, but for those that turned", () => {
  const turned = shipmentStatuses
    .map(shopperStatusOf)
    .filter((status) => progressOf(status) === null);
  expect([...new Set(turned)]).toEqual(["returning", "returned"]);
});
