import { GraphQLError } from "graphql";
import { fulfillmentStatusOf } from "./display-status.ts";
import type { SimulatedOrder } from "./world.ts";

type Matches = (order: SimulatedOrder) => boolean;
export type Term = { field: string; comparator: string; value: string };

// Shopify ignores what it does not know; here it is an error, so that no mistake stays hidden.
const unknown = (term: string) =>
  new GraphQLError(`the simulator does not know the search term ${term}`);

/** Terms that all must hold. */
export function parseTerms(query: string | null | undefined): Term[] {
  const words = query?.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? [];
  return words
    .filter((word) => word !== "AND")
    .map((word) => {
      const parts = /^(\w+):(>=|<=|>|<)?['"]?([^'"<>]+)['"]?$/.exec(word);
      const [, field = "", comparator = "", value = ""] = parts ?? [];
      if (!parts) throw unknown(word);
      return { field, comparator, value };
    });
}

export function parseOrderSearch(query: string | null | undefined): Matches {
  const tests = parseTerms(query).map(testOf);
  return (order) => tests.every((test) => test(order));
}

function testOf(term: Term): Matches {
  switch (term.field) {
    case "updated_at":
      return timeTest(term, ({ updatedAt }) => updatedAt);
    case "created_at":
      return timeTest(term, ({ createdAt }) => createdAt);
    case "fulfillment_status":
      return statusTest(term);
    case "name":
      return wordTest(term, ({ name }) => name.replace(/^#/, ""));
    case "customer_id":
      return wordTest(term, ({ customerId }) => customerId);
    default:
      throw unknown(term.field);
  }
}

function wordTest(
  { field, comparator, value }: Term,
  wordOf: (order: SimulatedOrder) => string | null,
): Matches {
  if (comparator) throw unknown(`${field}:${comparator}${value}`);
  return (order) => wordOf(order)?.toLowerCase() === value.toLowerCase();
}

function timeTest(
  { field, comparator, value }: Term,
  timeOf: (order: SimulatedOrder) => Date,
): Matches {
  // A date alone would be read in the shop's time zone.
  const isExact =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);
  const limit = Date.parse(value);
  if (!isExact || Number.isNaN(limit)) throw unknown(`${field}:${value}`);
  const compare = comparators[comparator];
  if (!compare) throw unknown(`${field}:${comparator}${value}`);
  return (order) => compare(timeOf(order).getTime(), limit);
}

const comparators: Record<string, (time: number, limit: number) => boolean> = {
  ">=": (time, limit) => time >= limit,
  "<=": (time, limit) => time <= limit,
  ">": (time, limit) => time > limit,
  "<": (time, limit) => time < limit,
};

const statuses: Record<string, string[]> = {
  shipped: ["FULFILLED"],
  fulfilled: ["FULFILLED"],
  partial: ["PARTIALLY_FULFILLED"],
  unfulfilled: ["UNFULFILLED", "PARTIALLY_FULFILLED"],
  unshipped: ["UNFULFILLED"],
};

function statusTest({ comparator, value }: Term): Matches {
  const wanted = statuses[value];
  if (!wanted || comparator)
    throw unknown(`fulfillment_status:${comparator}${value}`);
  return (order) => wanted.includes(fulfillmentStatusOf(order));
}
