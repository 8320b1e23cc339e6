import { expect, it } from "vitest";
import {
  builtinCarrierOf,
  builtinCompanies,
} from "#app/features/carriers/resolve-carrier.ts";

it.each([
  ["ups", { carrierId: "ups", isSure: true }],
  ["unitedparcelservice", { carrierId: "ups", isSure: true }],
  ["dhl", { carrierId: "dhl_de", isSure: false }],
  ["mycousinsvan", undefined],
  ["", undefined],
])("says of the company %j what the built-in map has: %j", (key, carrier) => {
  expect(builtinCarrierOf(key)).toEqual(carrier);
});

it("names companies by the key they are looked up with, none of them empty", () => {
  expect(builtinCompanies.length).toBeGreaterThan(100);
  for (const key of builtinCompanies)
    expect(builtinCarrierOf(key), key).toBeDefined();
  expect(builtinCompanies).not.toContain("");
  expect(builtinCompanies).toContain("dhl");
});
