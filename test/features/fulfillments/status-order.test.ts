import { expect, it } from "vitest";
import { aggregateStatus } from "#app/features/fulfillments/aggregate-status.ts";

// Each speaks before those behind it.
const order = [
  "exception",
  "returned",
  "returning",
  "attempt_failed",
  "delayed",
  "pending",
  "unknown",
  "expired",
  "info_received",
  "accepted",
  "in_transit",
  "customs",
  "out_for_delivery",
  "ready_for_pickup",
  "delivered",
] as const;

it.each(order.slice(1).map((status, index) => [order[index]!, status]))(
  "is %s where another parcel is %s",
  (first, second) => {
    expect(aggregateStatus([first, second])).toBe(first);
    expect(aggregateStatus([second, first])).toBe(first);
  },
);
