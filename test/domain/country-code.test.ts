import { expect, it } from "vitest";
import { countryCodeOf, countryCodes } from "#app/domain/country-code.ts";

it("lists each country once, by the two letters of its code, and none that is gone or never was", () => {
  const codes = countryCodes();
  expect(codes.filter((code) => !/^[A-Z]{2}$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.length).toBeGreaterThan(240);
  expect(codes).toEqual(expect.arrayContaining(["AD", "CA", "DE", "US", "ZW"]));
  const none = ["BU", "DD", "EU", "EZ", "QO", "SU", "UN", "XA", "XB", "YU"];
  expect(codes.filter((code) => [...none, "ZZ"].includes(code))).toEqual([]);
  expect(["Turkey", "Türkiye"].map(countryCodeOf)).toEqual(["TR", "TR"]);
});

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
