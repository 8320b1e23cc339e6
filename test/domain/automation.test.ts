import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  automationSchema,
  judgeParcel,
  needsTags,
  readAutomation,
  registerAt,
  type Automation,
  type ParcelFacts,
  type Rule,
} from "#app/domain/automation.ts";

const companies = ["UPS", "DHL Express", "Österreichische Post", "顺丰"];
const countries = ["DE", "US", "CA", "JP"];
const tags = ["Wholesale", "no tracking", "B2B"];

const ruleOver = (values: string[]): fc.Arbitrary<Rule> =>
  fc.oneof(
    fc.constant({ mode: "all" as const }),
    fc.record({
      mode: fc.constantFrom("only" as const, "except" as const),
      values: fc.subarray(values, { minLength: 1 }),
    }),
  );
const automation: fc.Arbitrary<Automation> = fc.record({
  companies: ruleOver(companies),
  countries: ruleOver(countries),
  tags: ruleOver(tags),
  delayHours: fc.integer({ min: 0, max: 72 }),
});
const parcel = fc.record({
  company: fc.option(fc.constantFrom(...companies)),
  countryCode: fc.option(fc.constantFrom(...countries)),
  tags: fc.subarray(tags),
});

// The rule as a merchant would say it.
const isLetIn = (rule: Rule, named: (value: string) => boolean) =>
  rule.mode === "all" ||
  (rule.mode === "only" ? rule.values.some(named) : !rule.values.some(named));

describe("judgeParcel", () => {
  it("tracks a parcel when, and only when, every rule lets it in", () => {
    fc.assert(
      fc.property(automation, parcel, (rules, facts) => {
        const expected =
          isLetIn(rules.companies, (name) => name === facts.company) &&
          isLetIn(rules.countries, (code) => code === facts.countryCode) &&
          isLetIn(rules.tags, (tag) => facts.tags.includes(tag));
        expect(judgeParcel(rules, facts).kind === "tracked").toBe(expected);
      }),
    );
  });

  it("asks for the tags where the other rules let it in and a rule names tags, and never else", () => {
    fc.assert(
      fc.property(automation, parcel, (rules, facts) => {
        const unknown: ParcelFacts = { ...facts, tags: undefined };
        const others = judgeParcel(
          { ...rules, tags: { mode: "all" } },
          unknown,
        );
        expect(judgeParcel(rules, unknown).kind === "tags_needed").toBe(
          others.kind === "tracked" && rules.tags.mode !== "all",
        );
      }),
    );
  });

  it("tells companies and tags apart as Shopify's people write them: not by case, accents or spaces", () => {
    const rules = readAutomation({
      companies: { mode: "only", values: ["dhl  EXPRESS"] },
      tags: { mode: "except", values: [" Wholesale "] },
    });
    const facts = { company: "DHL Express", countryCode: null };
    expect(judgeParcel(rules, { ...facts, tags: ["retail"] }).kind).toBe(
      "tracked",
    );
    expect(judgeParcel(rules, { ...facts, tags: [" WHOLESALE\t"] })).toEqual({
      kind: "left_out",
      reason: "rule_tags",
    });
  });

  it.each([
    ["only", false],
    ["except", true],
  ] as const)(
    "counts what is not known as none of the named: %s",
    (mode, isTracked) => {
      const values = { companies: ["UPS"], countries: ["DE"], tags: ["a"] };
      for (const [name, named] of Object.entries(values)) {
        const rules = readAutomation({ [name]: { mode, values: named } });
        const verdict = judgeParcel(rules, {
          company: null,
          countryCode: null,
          tags: [],
        });
        expect(verdict.kind === "tracked").toBe(isTracked);
      }
    },
  );
});

describe("what is left out", () => {
  const facts = { company: "UPS", countryCode: "DE", tags: ["a"] };

  it.each([
    ["companies", "GLS", "rule_companies"],
    ["countries", "FR", "rule_countries"],
    ["tags", "b", "rule_tags"],
  ])("is so for a rule of its %s", (rule, value, reason) => {
    const rules = readAutomation({ [rule]: { mode: "only", values: [value] } });
    expect(judgeParcel(rules, facts)).toEqual({ kind: "left_out", reason });
  });
});

describe("needsTags", () => {
  it("is true only where a rule names tags", () => {
    expect(needsTags(readAutomation({}))).toBe(false);
    for (const mode of ["only", "except"])
      expect(needsTags(readAutomation({ tags: { mode, values: ["a"] } }))).toBe(
        true,
      );
  });
});

describe("readAutomation", () => {
  it("tracks all at once where nothing was said", () => {
    expect(readAutomation({})).toEqual({
      companies: { mode: "all" },
      countries: { mode: "all" },
      tags: { mode: "all" },
      delayHours: 0,
    });
  });

  it("reads back whatever it let through", () => {
    fc.assert(
      fc.property(automation, (rules) => {
        expect(readAutomation(JSON.parse(JSON.stringify(rules)))).toEqual(
          rules,
        );
      }),
    );
  });

  it.each([
    { companies: { mode: "only", values: [] } },
    { companies: { mode: "only", values: ["- !"] } },
    { countries: { mode: "only", values: ["XX"] } },
    { countries: { mode: "only", values: ["Germany"] } },
    { tags: { mode: "except", values: [" "] } },
    { tags: { mode: "some", values: ["a"] } },
    { delayHours: 73 },
    { delayHours: -1 },
    { delayHours: 0.5 },
  ])("refuses %j", (given) => {
    expect(automationSchema.safeParse(given).success).toBe(false);
  });
});

describe("registerAt", () => {
  const shippedAt = new Date("2026-11-20T10:00:00Z");
  const rules = readAutomation({ delayHours: 6 });

  it("is so many hours after the parcel was shipped", () => {
    expect(registerAt(rules, shippedAt, shippedAt)).toEqual(
      new Date("2026-11-20T16:00:00Z"),
    );
  });

  it("is at once when that is over", () => {
    const now = new Date("2026-11-20T16:00:00Z");
    expect(registerAt(rules, shippedAt, now)).toBeNull();
  });
});
