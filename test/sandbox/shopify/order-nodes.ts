import { GraphQLError } from "graphql";
import type { Approval, Asker } from "./asker.ts";
import { fulfillmentStatusOf } from "./display-status.ts";
import { pageOf, type PageArgs } from "./page.ts";
import {
  gid,
  type SimulatedEvent,
  type SimulatedFulfillment,
  type SimulatedOrder,
} from "./world.ts";

// Written as in the webhooks: the two are compared.
const timeOf = (time: Date) => time.toISOString();

export function orderNode(order: SimulatedOrder, asker: Asker): object {
  return {
    id: gid("Order", order.id),
    legacyResourceId: order.id,
    name: order.name,
    tags: order.tags,
    createdAt: timeOf(order.createdAt),
    processedAt: timeOf(order.createdAt),
    updatedAt: timeOf(order.updatedAt),
    cancelledAt: null,
    displayFulfillmentStatus: fulfillmentStatusOf(order),
    email: () => shownTo(asker, "contacts", "email", order.email),
    shippingAddress: addressNode(order, asker),
    fulfillments({ first, query }: { first?: number; query?: string }) {
      if (query != null)
        throw new GraphQLError("the simulator does not filter fulfillments");
      return upTo(order.fulfillments, first).map((one) =>
        fulfillmentNode(one, asker),
      );
    },
  };
}

function addressNode(
  { id, destination, phone, postcode }: SimulatedOrder,
  asker: Asker,
) {
  if (!destination) return null;
  const { countryCode, ...place } = destination;
  return {
    id: gid("MailingAddress", id),
    ...place,
    countryCode,
    countryCodeV2: countryCode,
    // Redacted, as from an app without level 2 access.
    ...{ address1: null, address2: null, company: null },
    ...{ firstName: null, lastName: null, name: null },
    zip: () => shownTo(asker, "contacts", "zip", postcode),
    phone: () => shownTo(asker, "phones", "phone", phone),
  };
}

function shownTo(
  { approval }: Asker,
  kind: keyof Approval,
  field: string,
  value: string | null,
) {
  if (approval[kind] === "refused") throw notApproved(field);
  return approval[kind] === "given" ? value : null;
}

const notApproved = (field: string) =>
  new GraphQLError(`This app is not approved to use the ${field} field.`, {
    extensions: { code: "ACCESS_DENIED" },
  });

export function fulfillmentNode(
  fulfillment: SimulatedFulfillment,
  asker: Asker,
): object {
  const happenedAt = (status: string) =>
    fulfillment.events.find((event) => event.status === status)?.happenedAt;
  return {
    id: gid("Fulfillment", fulfillment.id),
    legacyResourceId: fulfillment.id,
    name: fulfillment.name,
    status: fulfillment.status.toUpperCase(),
    displayStatus: fulfillment.displayStatus,
    createdAt: timeOf(fulfillment.createdAt),
    updatedAt: timeOf(fulfillment.updatedAt),
    inTransitAt: happenedAt("IN_TRANSIT") ?? null,
    deliveredAt: happenedAt("DELIVERED") ?? null,
    estimatedDeliveryAt: null,
    requiresShipping: true,
    trackingInfo: ({ first }: { first?: number }) =>
      upTo(trackingRows(fulfillment), first),
    originAddress: fulfillment.origin && {
      ...fulfillment.origin,
      ...{ address1: null, address2: null, city: null, zip: null },
    },
    order: () => orderNode(fulfillment.order, asker),
    events: (asked: PageArgs & { sortKey: string }) =>
      eventPage(fulfillment, asked, asker),
  };
}

function trackingRows(fulfillment: SimulatedFulfillment) {
  const { trackingCompany, trackingNumbers, trackingUrls } = fulfillment;
  const length = Math.max(trackingNumbers.length, trackingUrls.length);
  return Array.from({ length }, (_, index) => ({
    company: trackingCompany,
    number: trackingNumbers[index] ?? null,
    url: trackingUrls[index] ?? null,
  }));
}

const eventPage = (
  fulfillment: SimulatedFulfillment,
  asked: PageArgs & { sortKey: string },
  { isBulk }: Asker,
) =>
  pageOf(fulfillment.events, asked, {
    sortKey: asked.sortKey,
    keyOf: ({ id, happenedAt }) => ({
      value: asked.sortKey === "ID" ? 0 : Date.parse(happenedAt),
      id: BigInt(id),
    }),
    node: eventNode,
    isUnlimited: isBulk,
  });

export const eventNode = (event: SimulatedEvent) => ({
  ...event,
  id: gid("FulfillmentEvent", event.id),
  estimatedDeliveryAt: null,
});

function upTo<Item>(items: Item[], first: number | null | undefined) {
  if (first != null && first < 0)
    throw new GraphQLError("first cannot be negative");
  return items.slice(0, first ?? undefined);
}
