import fc from "fast-check";
import { describe, expect, it } from "vitest";
import carrierMap from "#app/features/carriers/carrier-map.json" with { type: "json" };
import { companyAliases } from "#app/features/carriers/company-aliases.ts";
import { companyKey } from "#app/domain/company-key.ts";
import { resolveCarrier } from "#app/features/carriers/resolve-carrier.ts";

type Question = Parameters<typeof resolveCarrier>[0];

const resolve = (
  company: string | null,
  more: Partial<Omit<Question, "company">> = {},
) =>
  resolveCarrier({
    company,
    chosenCarrierId: null,
    mappedCarrierId: null,
    refused: [],
    detection: { kind: "not_asked" },
    ...more,
  });
const resolved = (carrierId: string | null, source: string) => ({
  kind: "resolved",
  carrier: { carrierId, source },
});
const answered = (...carrierIds: string[]) => ({
  detection: { kind: "answered" as const, carrierIds },
});
const down = { detection: { kind: "down" as const } };
const of = (confidence: string) =>
  carrierMap.filter((row) => row.confidence === confidence);

describe("resolveCarrier", () => {
  it("takes the merchant's choice before all else", () => {
    const more = { chosenCarrierId: "fedex", mappedCarrierId: "gls" };
    expect(resolve("UPS", more)).toEqual(resolved("fedex", "merchant"));
  });

  it("takes the merchant's mapping before the built-in map", () => {
    expect(resolve("UPS", { mappedCarrierId: "gls" })).toEqual(
      resolved("gls", "mapping"),
    );
  });

  it.each(of("high"))("knows $company", ({ company, carrierId }) => {
    expect(resolve(company)).toEqual(resolved(carrierId, "builtin"));
  });

  it.each(carrierMap.filter(({ confidence }) => confidence !== "high"))(
    "asks detection about $company, which is not certain",
    ({ company }) => {
      expect(resolve(company)).toEqual({ kind: "detect" });
    },
  );

  it.each(of("medium"))(
    "believes $company where detection lists the same carrier",
    ({ company, carrierId }) => {
      expect(resolve(company, answered("other_one", carrierId ?? ""))).toEqual(
        resolved(carrierId, "builtin"),
      );
    },
  );

  it("believes detection where it does not list the likely carrier", () => {
    expect(resolve("DHL", answered("gls", "ups"))).toEqual(
      resolved("gls", "detected"),
    );
  });

  it("marks a likely carrier as assumed while detection cannot be asked", () => {
    expect(resolve("DHL", down)).toEqual(resolved("dhl_de", "assumed"));
  });

  it("goes on asking detection while it cannot be asked and nothing is likely", () => {
    expect(resolve("My cousin's van", down)).toEqual({ kind: "detect" });
  });

  it("marks detection's likeliest as detected", () => {
    expect(resolve("My cousin's van", answered("gls", "ups"))).toEqual(
      resolved("gls", "detected"),
    );
  });

  it("never lets detection speak against a name that is certain", () => {
    expect(resolve("UPS", answered("fedex"))).toEqual(
      resolved("ups", "builtin"),
    );
  });

  it("needs a person where detection knows nothing", () => {
    expect(resolve(null, answered())).toEqual({ kind: "needs_carrier" });
  });

  it("goes down a rung for each carrier that was refused", () => {
    const more = { mappedCarrierId: "gls", ...answered("fedex", "usps") };
    const after = (...refused: string[]) =>
      resolve("UPS", { ...more, refused });
    expect(after("gls")).toEqual(resolved("ups", "builtin"));
    expect(after("gls", "ups")).toEqual(resolved("fedex", "detected"));
    expect(after("gls", "ups", "fedex")).toEqual(resolved("usps", "detected"));
    expect(after("gls", "ups", "fedex", "usps")).toEqual({
      kind: "needs_carrier",
    });
  });

  it("asks the merchant again when the merchant's own choice was refused", () => {
    expect(
      resolve("UPS", { chosenCarrierId: "fedex", refused: ["fedex"] }),
    ).toEqual({ kind: "needs_carrier" });
  });

  it.each([
    ["dhl  EXPRESS", "dhlen"],
    ["Dhl-Express", "dhlen"],
    [" DHL Express ", "dhlen"],
    ["Fedex Ground", "fedex"],
    ["US Postal Service", "usps"],
    ["U.S. POSTAL SERVICE", "usps"],
    ["United Parcel Service", "ups"],
    ["Osterreichische Post", "austrian_post"],
    ["ＵＰＳ", "ups"],
  ])("forgives how %j is written", (company, carrierId) => {
    expect(resolve(company)).toEqual(resolved(carrierId, "builtin"));
  });

  it.each([
    ["4PX Express", "4PX"],
    ["AusPost", "Australia Post"],
    ["Bartolini", "BRT"],
    ["Blue Dart Express", "Bluedart"],
    ["Postes Canada", "Canada Post"],
    ["DHL Worldwide Express", "DHL Express"],
    ["DHL Global Mail", "DHL eCommerce"],
    ["Federal Express", "FedEx"],
    ["General Logistics Systems", "GLS"],
    ["Japan Post", "Japan Post (EN)"],
    ["NZ Post", "New Zealand Post"],
    ["Parcelforce Worldwide", "Parcelforce"],
    ["PostNord Denmark", "PostNord DK"],
    ["Purolator Courier", "Purolator"],
    ["Shunfeng", "SF Express"],
    ["SingPost", "Singapore Post"],
    ["Die Schweizerische Post", "Swiss Post"],
    ["Austrian Post", "Österreichische Post"],
  ])("knows %j as %s", (alias, company) => {
    const { carrierId } = carrierMap.find((row) => row.company === company)!;
    expect(resolve(alias)).toEqual(resolved(carrierId, "builtin"));
  });

  it("answers for any company whatever, without throwing", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.array(fc.string()),
        (company, refused) => {
          const { kind } = resolve(company, { refused });
          return ["resolved", "detect", "needs_carrier"].includes(kind);
        },
      ),
    );
  });
});

describe("company names", () => {
  it("of Shopify are told apart, but for twins with the same carrier", () => {
    const byKey = Map.groupBy(carrierMap, ({ company }) => companyKey(company));
    for (const rows of byKey.values())
      expect(new Set(rows.map(({ carrierId }) => carrierId)).size).toBe(1);
  });

  it("are told apart: no alias means two companies", () => {
    const keys = Object.values(companyAliases).flat().map(companyKey);
    const names = new Set(carrierMap.map(({ company }) => companyKey(company)));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => names.has(key))).toEqual([]);
  });

  it("with aliases are all in the map, at high confidence", () => {
    const sure = new Set(of("high").map(({ company }) => company));
    expect(
      Object.keys(companyAliases).filter((company) => !sure.has(company)),
    ).toEqual([]);
  });

  it("in scripts without letters of ours keep their own key", () => {
    expect(companyKey("福山通運")).not.toBe(companyKey("日本通運"));
    expect(companyKey("R+L Carriers")).not.toBe(companyKey("RL Carriers"));
  });
});
