import { expect, it } from "vitest";
import { companyKey } from "#app/domain/company-key.ts";

it.each([
  ["DHL  Express", "dhlexpress"],
  ["dhl-EXPRESS.", "dhlexpress"],
  ["Österreichische Post", "osterreichischepost"],
  ["Colissimo (La Poste)", "colissimolaposte"],
  ["4PX", "4px"],
  ["R+L Carriers", "r+lcarriers"],
  ["ＵＰＳ", "ups"],
  ["福山通運", "福山通運"],
  ["กขค", "กขค"],
])("compares %j as %j", (company, key) => {
  expect(companyKey(company)).toBe(key);
});

it.each([null, "", " - ! "])(
  "has no key for %j, which names nobody",
  (none) => {
    expect(companyKey(none)).toBe("");
  },
);

it("is never longer than an index holds, even where characters decompose into many", () => {
  expect(companyKey("a".repeat(300))).toBe("a".repeat(255));
  expect(companyKey("ﷺ".repeat(100))).toHaveLength(255);
});
