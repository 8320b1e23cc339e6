import fc from "fast-check";
import { expect } from "vitest";
import type { z } from "zod";
import { carrierIdPattern } from "#app/domain/carrier-id-pattern.ts";
import { jsonText } from "#app/domain/json-text.ts";
import {
  carrierIdSchema,
  companyKeySchema,
} from "#app/features/carriers/mapping-schema.ts";
import { storedQuery } from "#app/features/shipments/saved-view-schema.ts";
import { shipmentIdSchema } from "#app/features/shipments/shipment-schema.ts";
import {
  border,
  expectStorable,
  lengthOf,
  readsSafely,
  type Border,
} from "../border.ts";
import { hostileText } from "../hostile.ts";
import { mutatedText, uuid } from "../mutate.ts";

const query =
  "view=exceptions&status=delivered%2Cdelayed&q=1001&from=2026-01-01";
const numbers = JSON.stringify([
  { fulfillmentId: uuid, number: "1Z999", company: "UPS" },
]);

/** A single field. */
const fieldBorder = (
  covers: string | string[],
  schema: z.ZodType<string>,
  examples: string[],
  holds: (text: string) => void,
) =>
  border(
    covers,
    mutatedText(...examples),
    readsSafely(schema, (text) => {
      expectStorable(text);
      holds(text);
    }),
  );

export const fieldBorders: Border[] = [
  fieldBorder(
    "app/features/carriers/mapping-schema.ts#companyKeySchema",
    companyKeySchema,
    ["dhlexpress", "日本郵便"],
    (text) => expect(lengthOf(text)).toBeLessThanOrEqual(255),
  ),
  fieldBorder(
    "app/features/carriers/mapping-schema.ts#carrierIdSchema",
    carrierIdSchema,
    ["dhlen", "sf_express"],
    (text) => expect(text).toMatch(carrierIdPattern),
  ),
  fieldBorder(
    "app/features/shipments/shipment-schema.ts#shipmentIdSchema",
    shipmentIdSchema,
    [uuid],
    (text) => expect(text).toMatch(/^[0-9a-f-]{36}$/i),
  ),
  fieldBorder(
    "app/features/shipments/saved-view-schema.ts#storedQuery",
    storedQuery,
    [query, "", "sort=updated_asc&carrier=ups"],
    (text) => {
      expect(lengthOf(text)).toBeLessThanOrEqual(10_000);
      expect(storedQuery.parse(text)).toBe(text);
    },
  ),
  border(
    "app/domain/json-text.ts",
    fc.oneof(mutatedText(numbers, "{}"), hostileText),
    (text) => {
      const read = jsonText(1_000).safeParse(text);
      if (text.length > 1_000) expect(read.success).toBe(false);
    },
  ),
];
