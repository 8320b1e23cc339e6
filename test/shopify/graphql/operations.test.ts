import { parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import {
  adminSchema,
  customerSchema,
} from "#test/sandbox/shopify/schema/load-schema.ts";
import { orderNumbersQuery } from "../../../extensions/order-status-block/src/customer-api.ts";
import { readOperations } from "#test/sandbox/shopify/schema/read-operations.ts";

const operations = await readOperations();

const problems = (document: string) =>
  validate(adminSchema, parse(document)).map(({ message }) => message);

describe("the app's GraphQL operations", () => {
  test("are found", () => {
    expect(operations.map(({ name }) => name)).toContain("shopProfileQuery");
  });

  test.each(operations)(
    "$name in $file validates against the Admin schema",
    ({ document }) => {
      expect(problems(document)).toEqual([]);
    },
  );
});

test("what the block on a customer's order page asks validates against the Customer Account schema", () => {
  expect(validate(customerSchema, parse(orderNumbersQuery))).toEqual([]);
});

describe("the schema refuses", () => {
  test.each([
    ["a field that does not exist", "{ shop { timezone } }"],
    [
      "an argument that does not exist",
      "{ orders(limit: 5) { nodes { id } } }",
    ],
    [
      "an enum value that does not exist",
      "{ orders(first: 1, sortKey: AGE) { nodes { id } } }",
    ],
    ["a required argument that is missing", "{ fulfillment { id } }"],
    [
      "an input field that does not exist",
      'mutation { fulfillmentEventCreate(fulfillmentEvent: { fulfillmentId: "1", status: DELIVERED, note: "" }) { userErrors { field } } }',
    ],
  ])("%s", (_what, document) => {
    expect(problems(document)).not.toEqual([]);
  });
});
