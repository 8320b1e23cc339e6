import { expect, it } from "vitest";
import {
  readShipmentIntent,
  readShownEvents,
} from "#app/features/shipments/shipment-schema.ts";

function read(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return readShipmentIntent(form);
}

it("reads a retry", () => {
  expect(read({ intent: "retry" })).toEqual({ intent: "retry" });
});

it("reads a carrier, forgiving case and blanks", () => {
  expect(read({ intent: "choose_carrier", carrierId: " USPS " })).toEqual({
    intent: "choose_carrier",
    carrierId: "usps",
    remember: false,
  });
});

it.each([
  ["", "missing"],
  ["two words", "characters"],
  ["-first", "characters"],
  ["<b>", "characters"],
  ["a".repeat(61), "characters"],
])("says what is wrong with the carrier %j", (carrierId, error) => {
  expect(read({ intent: "choose_carrier", carrierId })).toEqual({
    answer: { outcome: "invalid", error },
  });
});

it.each<Record<string, string>>([{}, { intent: "delete" }])(
  "knows no other intent",
  (fields) => {
    expect(read(fields)).toBeUndefined();
  },
);

it.each([
  ["", 200],
  ["?events=1200", 1_200],
  ["?events=1", 200],
  ["?events=99999999", 200],
  ["?events=many", 200],
])("of the address %j it shows %d events", (search, shown) => {
  expect(readShownEvents(new URL(`https://app.example/${search}`))).toBe(shown);
});
