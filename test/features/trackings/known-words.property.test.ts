import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import carrierMap from "#app/features/carriers/carrier-map.json" with { type: "json" };
import { companyKey } from "#app/domain/company-key.ts";
import { resolveCarrier } from "#app/features/carriers/resolve-carrier.ts";
import { shopifyEventOf } from "#app/features/publishing/plan-publication.server.ts";
import { lookUpStatus, readStatusCode } from "#app/keydelivery/index.ts";

const runs = { numRuns: 1_000 };

// FulfillmentEventStatus of Shopify's Admin API.
const shopifyEvents = [
  ...["ATTEMPTED_DELIVERY", "CARRIER_PICKED_UP", "CONFIRMED", "DELAYED"],
  ...["DELIVERED", "FAILURE", "IN_TRANSIT", "LABEL_PRINTED"],
  ...["LABEL_PURCHASED", "OUT_FOR_DELIVERY", "PICKED_UP", "READY_FOR_PICKUP"],
];
const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty"];

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(...inherited, "null", "\0", "\uD800", "NaN", "-0", "1e3"),
  fc.integer({ min: 0, max: 2_000 }).map(String),
);
const anyNumber = fc.oneof(fc.double(), fc.integer({ min: -10, max: 2_000 }));
const anyCode = fc.oneof(anyText, anyNumber, fc.constantFrom(null, undefined));
const anyValue = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});
const anyCompany = fc.oneof(
  anyText,
  fc.mixedCase(fc.constantFrom(...carrierMap.map(({ company }) => company))),
  fc.constant(null),
);

describe("a status code", () => {
  it("is read as a short text or none, whatever value it comes as", () => {
    fc.assert(
      fc.property(fc.oneof(anyValue, anyCode), (value) => {
        const code = readStatusCode(value);
        if (code === null) return;
        expect(typeof value === "string" || typeof value === "number").toBe(
          true,
        );
        expect(code.length).toBeGreaterThan(0);
        expect(code.length).toBeLessThanOrEqual(32);
        expect(code.isWellFormed() && !code.includes("\0")).toBe(true);
      }),
      runs,
    );
  });

  it("is read as itself, once it was read", () => {
    fc.assert(
      fc.property(anyCode, (value) => {
        const code = readStatusCode(value);
        expect(readStatusCode(code)).toBe(code);
      }),
      runs,
    );
  });

  it("means a known word, and keeps its own text, whatever it is", () => {
    fc.assert(
      fc.property(anyCode, (value) => {
        const meaning = lookUpStatus(value);
        expect(shipmentStatuses).toContain(meaning.status);
        expect(meaning.known).toBe(meaning.status !== "unknown");
        expect(meaning.code).toBe(readStatusCode(value) ?? "");
        if (meaning.shopifyEvent !== null)
          expect(shopifyEvents).toContain(meaning.shopifyEvent);
      }),
      runs,
    );
  });

  it("means the same as a number and as the text of that number", () => {
    fc.assert(
      fc.property(anyNumber, (code) => {
        expect(lookUpStatus(code)).toEqual(lookUpStatus(String(code)));
      }),
      runs,
    );
  });

  it("is told to Shopify in a word of Shopify's or not at all, with whatever status", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shipmentStatuses),
        fc.oneof(anyText, fc.constant(null)),
        (status, code) => {
          const event = shopifyEventOf({ status, code });
          if (event !== null) expect(shopifyEvents).toContain(event);
          if (status === "expired" || status === "pending")
            expect(event).toBeNull();
        },
      ),
      runs,
    );
  });
});

describe("a company's name", () => {
  it("has a key of letters, digits and plus signs only, whatever it is", () => {
    fc.assert(
      fc.property(anyCompany, (company) => {
        expect(companyKey(company)).toMatch(/^[\p{L}\p{N}+]*$/u);
      }),
      runs,
    );
  });

  it("has a key that is its own key, whatever it is", () => {
    fc.assert(
      fc.property(anyCompany, (company) => {
        const key = companyKey(company);
        expect(companyKey(key)).toBe(key);
      }),
      runs,
    );
  });

  it("has the same key in any case, with any spaces and points around", () => {
    const padding = fc.string({ unit: fc.constantFrom(" ", ".", "-", "\t") });
    const written = fc
      .constantFrom(...carrierMap.map(({ company }) => company))
      .chain((name) =>
        fc.tuple(
          fc.constant(name),
          fc.mixedCase(fc.constant(name)),
          fc.tuple(padding, padding),
        ),
      );
    fc.assert(
      fc.property(written, ([name, cased, [before, after]]) => {
        expect(companyKey(before + cased + after)).toBe(companyKey(name));
      }),
      runs,
    );
  });
});

describe("a carrier", () => {
  const carrierId = fc.constantFrom("ups", "gls", "dhl_de", "", "__proto__");
  const question = fc.record({
    chosenCarrierId: fc.option(carrierId),
    mappedCarrierId: fc.option(carrierId),
    company: anyCompany,
    refused: fc.array(fc.oneof(carrierId, anyText), { maxLength: 3 }),
    detection: fc.oneof(
      fc.constantFrom(
        { kind: "not_asked" as const },
        { kind: "down" as const },
      ),
      fc.record({
        kind: fc.constant("answered" as const),
        carrierIds: fc.array(fc.oneof(carrierId, anyText), { maxLength: 3 }),
      }),
    ),
  });
  const sources = ["merchant", "mapping", "builtin", "assumed", "detected"];

  it("is found, asked for, or left to a person, and never a refused one", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const resolution = resolveCarrier(asked);
        expect(["resolved", "detect", "needs_carrier"]).toContain(
          resolution.kind,
        );
        if (resolution.kind !== "resolved") return;
        const { carrier } = resolution;
        expect(sources).toContain(carrier.source);
        expect(carrier.carrierId).not.toBe("");
        expect(asked.refused).not.toContain(carrier.carrierId);
      }),
      runs,
    );
  });

  it("is never asked for again once detection answered", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { kind } = resolveCarrier(asked);
        if (asked.detection.kind === "answered")
          expect(kind).not.toBe("detect");
      }),
      runs,
    );
  });
});
