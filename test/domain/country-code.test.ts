import { expect, it } from "vitest";
import { countryCodeOf } from "#app/domain/country-code.ts";

it.each([
  ["Canada", "CA"],
  ["United States", "US"],
  ["united kingdom", "GB"],
  ["Hong Kong SAR", "HK"],
  ["Czech Republic", "CZ"],
  ["Czechia", "CZ"],
  ["Türkiye", "TR"],
  ["Turkey", "TR"],
  ["Côte d'Ivoire", "CI"],
  ["Germany", "DE"],
  ["Myanmar", "MM"],
  ["Trinidad & Tobago", "TT"],
  ["Trinidad and Tobago", "TT"],
  ["de", "DE"],
])("reads %s as %s", (name, code) => {
  expect(countryCodeOf(name)).toBe(code);
});

it.each([null, "", "  ", "Atlantis", "ZZ", "日本国"])(
  "knows no country by the name %s",
  (name) => {
    expect(countryCodeOf(name)).toBeNull();
  },
);
