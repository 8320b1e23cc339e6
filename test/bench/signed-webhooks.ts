import { createHmac } from "node:crypto";
import type autocannon from "autocannon";

export const benchShop = "bench.myshopify.com";

export type SignedWebhooks = {
  /** The number of the first: the same numbers make the same requests. */
  from: number;
  count: number;
  /** Of each body, about. */
  bytes: number;
  secret: string;
};

/** Signed fulfillment webhooks, each another fulfillment's. */
export function signedWebhooks(asked: SignedWebhooks): autocannon.Request[] {
  const { from, count, bytes, secret } = asked;
  const filler = "x".repeat(Math.max(0, bytes - bodyOf(from, "").length));
  return Array.from({ length: count }, (_, index) => {
    const id = from + index;
    const body = bodyOf(id, filler);
    return {
      method: "POST",
      path: "/webhooks/shopify",
      body,
      headers: {
        "content-type": "application/json",
        "x-shopify-topic": "fulfillments/create",
        "x-shopify-shop-domain": benchShop,
        "x-shopify-api-version": "2026-10",
        "x-shopify-webhook-id": `webhook-${id}`,
        "x-shopify-event-id": `event-${id}`,
        "x-shopify-triggered-at": "2026-11-24T12:00:00.000Z",
        "x-shopify-hmac-sha256": createHmac("sha256", secret)
          .update(body)
          .digest("base64"),
      },
    };
  });
}

const bodyOf = (id: number, note: string) =>
  JSON.stringify({
    id: 5_100_000_000_000 + id,
    admin_graphql_api_id: `gid://shopify/Fulfillment/${5_100_000_000_000 + id}`,
    order_id: 6_200_000_000_000 + id,
    name: `#${1_000 + id}.1`,
    status: "success",
    created_at: "2026-11-24T07:00:00-05:00",
    updated_at: "2026-11-24T07:00:00-05:00",
    tracking_company: "UPS",
    tracking_number: `1ZBENCH${id}`,
    tracking_numbers: [`1ZBENCH${id}`],
    tracking_url: `https://www.ups.com/track?tracknum=1ZBENCH${id}`,
    tracking_urls: [`https://www.ups.com/track?tracknum=1ZBENCH${id}`],
    destination: { city: "Toronto", province: "Ontario", country: "Canada" },
    origin_address: { province_code: "NY", country_code: "US" },
    note,
  });
