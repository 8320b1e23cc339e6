import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import { lookUpStatus, readStatusCode } from "#app/keydelivery/index.ts";

const rowSchema = z.object({
  code: z.string(),
  parent: z.string().nullable(),
  label: z.string(),
  status: z.enum(shipmentStatuses),
  shopifyEvent: z.string().nullable(),
});
const table = new URL(
  "../../app/keydelivery/status-codes.json",
  import.meta.url,
);
const rows = z.array(rowSchema).parse(JSON.parse(readFileSync(table, "utf8")));

// FulfillmentEventStatus of Shopify's Admin API.
const shopifyEvents = [
  "ATTEMPTED_DELIVERY",
  "CARRIER_PICKED_UP",
  "CONFIRMED",
  "DELAYED",
  "DELIVERED",
  "FAILURE",
  "IN_TRANSIT",
  "LABEL_PRINTED",
  "LABEL_PURCHASED",
  "OUT_FOR_DELIVERY",
  "PICKED_UP",
  "READY_FOR_PICKUP",
];

test("has 35 rows, each code once", () => {
  expect(rows).toHaveLength(35);
  expect(new Set(rows.map(({ code }) => code)).size).toBe(35);
});

test.each(rows)("reads $code as $status", (row) => {
  const meaning = {
    known: true,
    code: row.code,
    status: row.status,
    label: row.label,
    shopifyEvent: row.shopifyEvent,
  };
  expect(lookUpStatus(row.code)).toEqual(meaning);
  expect(lookUpStatus(Number(row.code))).toEqual(meaning);
  expect(lookUpStatus(` ${row.code}\n`)).toEqual(meaning);
  expect(shipmentStatuses).toContain(row.status);
  if (row.shopifyEvent !== null)
    expect(shopifyEvents).toContain(row.shopifyEvent);
  if (row.parent !== null)
    expect(rows.some(({ code }) => code === row.parent)).toBe(true);
});

describe("a code that is not in the table", () => {
  test.each([
    ["305", "delivered"],
    ["299", "exception"],
    ["199", "accepted"],
    ["502", "out_for_delivery"],
    ["1009", "in_transit"],
  ])("falls back: %s is %s, and keeps its own code", (code, status) => {
    expect(lookUpStatus(code)).toMatchObject({ known: true, status, code });
  });

  test.each([
    "9",
    "15",
    "99",
    "901",
    "1011",
    "2001",
    "10010",
    "91001",
    "3.5",
    "-3",
    "x",
    "__proto__",
  ])("is unknown where nothing is to fall back to: %s", (code) => {
    expect(lookUpStatus(code)).toEqual({
      known: false,
      status: "unknown",
      label: "",
      shopifyEvent: null,
      code,
    });
  });
});

test.each([null, undefined, "", "  ", "null", "NULL", "\0"])(
  "takes %j as no code",
  (value) => {
    expect(readStatusCode(value)).toBeNull();
    expect(lookUpStatus(value)).toMatchObject({ known: false, code: "" });
  },
);

test("never throws, for any code", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.integer()),
      (code) => {
        expect(shipmentStatuses).toContain(lookUpStatus(code).status);
      },
    ),
    { numRuns: 1_000 },
  );
});
