import { createHmac, randomUUID } from "node:crypto";
import { shopifySecret } from "./serve-ingress.ts";

export const sign = (body: string | Buffer, secret = shopifySecret) =>
  createHmac("sha256", secret).update(body).digest("base64");

/** The headers Shopify sends with this body; an undefined one is left out. */
export function webhookHeaders(
  body: string | Buffer,
  changes: Record<string, string | undefined> = {},
): Record<string, string> {
  const headers = {
    "content-type": "application/json",
    "x-shopify-topic": "fulfillments/create",
    "x-shopify-hmac-sha256": sign(body),
    "x-shopify-shop-domain": "one.myshopify.com",
    "x-shopify-webhook-id": randomUUID(),
    "x-shopify-event-id": randomUUID(),
    "x-shopify-triggered-at": "2026-11-23T10:00:00.123456789Z",
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** Sends a webhook as Shopify would, with the changes asked for. */
export function sendWebhook(
  url: string,
  body: string,
  changes: Record<string, string | undefined> = {},
): Promise<Response> {
  return fetch(`${url}/webhooks/shopify`, {
    method: "POST",
    body,
    headers: webhookHeaders(body, changes),
  });
}
