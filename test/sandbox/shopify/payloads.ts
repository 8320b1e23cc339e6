import type {
  SimulatedFulfillment,
  SimulatedOrder,
  SimulatedShop,
} from "./world.ts";

// Ids are written as bare digits, so that one beyond 2^53 arrives whole.
const digits = (id: string) => `@@${id}@@`;
const toJson = (value: object) =>
  JSON.stringify(value).replace(/"@@(\d+)@@"/g, "$1");

/** A fulfillment as the webhooks' include_fields cut it, or `uncut`. */
export function fulfillmentPayload(
  fulfillment: SimulatedFulfillment,
  { uncut = false }: { uncut?: boolean } = {},
): string {
  const { order } = fulfillment;
  const to = order.destination;
  return toJson({
    id: digits(fulfillment.id),
    admin_graphql_api_id: `gid://shopify/Fulfillment/${fulfillment.id}`,
    order_id: digits(order.id),
    name: fulfillment.name,
    status: fulfillment.status,
    created_at: fulfillment.createdAt.toISOString(),
    updated_at: fulfillment.updatedAt.toISOString(),
    tracking_company: fulfillment.trackingCompany,
    tracking_number: fulfillment.trackingNumbers[0] ?? null,
    tracking_numbers: fulfillment.trackingNumbers,
    tracking_url: fulfillment.trackingUrls[0] ?? null,
    tracking_urls: fulfillment.trackingUrls,
    ...(uncut && { email: order.email }),
    destination: to && {
      ...(uncut && personAt(order)),
      city: to.city,
      province: to.province,
      country: to.country,
    },
    origin_address: fulfillment.origin && {
      province_code: fulfillment.origin.provinceCode,
      country_code: fulfillment.origin.countryCode,
    },
  });
}

const personAt = ({ recipient, street, postcode, phone }: SimulatedOrder) => ({
  name: recipient,
  address1: street,
  zip: postcode,
  phone,
});

export const deletedOrderPayload = (order: SimulatedOrder) =>
  toJson({ id: digits(order.id) });

export const shopPayload = (shop: SimulatedShop) =>
  toJson({
    id: shop.id,
    name: shop.handle,
    domain: shop.domain,
    myshopify_domain: shop.domain,
  });

export const shopRedactPayload = (shop: SimulatedShop) =>
  toJson({ shop_id: shop.id, shop_domain: shop.domain });

const customer = {
  id: 191167,
  email: "buyer@example.com",
  phone: "555-625-1199",
};

export const dataRequestPayload = (
  shop: SimulatedShop,
  requestId: number,
  orders: SimulatedOrder[],
) =>
  toJson({
    shop_id: shop.id,
    shop_domain: shop.domain,
    orders_requested: orders.map(({ id }) => digits(id)),
    customer,
    data_request: { id: requestId },
  });

export const customerRedactPayload = (
  shop: SimulatedShop,
  orders: SimulatedOrder[],
) =>
  toJson({
    shop_id: shop.id,
    shop_domain: shop.domain,
    customer,
    orders_to_redact: orders.map(({ id }) => digits(id)),
  });

export const scopesPayload = (previous: string[], current: string[]) =>
  toJson({ id: 1, previous, current, updated_at: new Date().toISOString() });
