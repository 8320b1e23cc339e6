import type { SimulatedEvent, SimulatedOrder } from "./world.ts";

/** What the admin shows of a fulfillment: the event that happened last. */
export function displayStatusOf(fulfillment: {
  status: string;
  events: SimulatedEvent[];
}): string {
  if (fulfillment.status === "cancelled") return "CANCELED";
  const [last] = fulfillment.events.toSorted(
    (one, other) =>
      Date.parse(other.happenedAt) - Date.parse(one.happenedAt) ||
      Number(BigInt(other.id) - BigInt(one.id)),
  );
  return last?.status ?? "FULFILLED";
}

export function fulfillmentStatusOf(order: SimulatedOrder) {
  const isShipped = order.fulfillments.some(
    ({ status }) => status === "success",
  );
  if (!isShipped) return "UNFULFILLED";
  return order.shipsInParts ? "PARTIALLY_FULFILLED" : "FULFILLED";
}
