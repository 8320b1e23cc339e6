import {
  fulfillmentPayload,
  type FulfillmentSnapshot,
} from "./fulfillment-payload.ts";
import type { FulfillmentNode, OrderNode } from "#app/shopify/order-node.ts";

/**
 * A fulfillment of Shopify's Admin API in the words of its webhooks, as plain JSON, so that both are read by one
 * schema and compare as equal.
 */
export function payloadOfNode(
  order: Omit<OrderNode, "fulfillments">,
  node: FulfillmentNode,
) {
  const { shippingAddress, legacyResourceId: orderId } = order;
  const { originAddress, trackingInfo } = node;
  return {
    id: node.legacyResourceId,
    admin_graphql_api_id: node.id,
    order_id: orderId,
    name: node.name ?? order.name,
    status: node.status.toLowerCase(),
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    // Webhooks know one company for the whole fulfillment.
    tracking_company: trackingInfo.find(({ company }) => company)?.company,
    tracking_numbers: trackingInfo.map(({ number }) => number ?? null),
    tracking_urls: trackingInfo.map(({ url }) => url ?? null),
    destination: shippingAddress ?? null,
    origin_address: originAddress
      ? {
          province_code: originAddress.provinceCode,
          country_code: originAddress.countryCode,
        }
      : null,
  };
}

/** Undefined for one that cannot be read: it must not cost the others. */
export function snapshotOfNode(
  order: Omit<OrderNode, "fulfillments">,
  node: FulfillmentNode,
): FulfillmentSnapshot | undefined {
  return fulfillmentPayload.safeParse(payloadOfNode(order, node)).data;
}
