import { describe, expect, it } from "vitest";
import carrierMap from "#app/features/carriers/carrier-map.json" with { type: "json" };
import {
  companyKey,
  resolveCarrier,
} from "#app/features/carriers/resolve-carrier.ts";

const resolve = (
  company: string | null,
  chosenCarrierId: string | null = null,
) => resolveCarrier({ company, chosenCarrierId });

describe("resolveCarrier", () => {
  it("takes the merchant's choice before the company", () => {
    expect(resolve("UPS", "fedex")).toEqual({
      carrierId: "fedex",
      source: "merchant",
    });
  });

  it.each(carrierMap.filter(({ confidence }) => confidence === "high"))(
    "knows $company",
    ({ company, carrierId }) => {
      expect(resolve(company)).toEqual({ carrierId, source: "builtin" });
    },
  );

  it.each(carrierMap.filter(({ confidence }) => confidence !== "high"))(
    "asks a person for $company, which is not certain",
    ({ company }) => {
      expect(resolve(company)).toBeUndefined();
    },
  );

  it.each(["dhl  EXPRESS", "Dhl-Express", " DHL Express "])(
    "forgives how %j is written",
    (company) => {
      expect(resolve(company)?.carrierId).toBe("dhlen");
    },
  );

  it("forgives accents", () => {
    expect(resolve("Lietuvos pastas")?.carrierId).toBe("lietuvos_pastas");
  });

  it.each([null, "", "   ", "My cousin's van"])(
    "asks a person for %j",
    (company) => {
      expect(resolve(company)).toBeUndefined();
    },
  );
});

describe("companyKey", () => {
  it("tells all of Shopify's companies apart, but for twins with the same carrier", () => {
    const byKey = Map.groupBy(carrierMap, ({ company }) => companyKey(company));
    for (const rows of byKey.values())
      expect(new Set(rows.map(({ carrierId }) => carrierId)).size).toBe(1);
  });
});
