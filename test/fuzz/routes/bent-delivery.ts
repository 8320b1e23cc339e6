import { createHmac } from "node:crypto";
import fc from "fast-check";
import {
  expiredPush,
  fulfillmentBody,
  lifecycleBodies,
  pushBody,
} from "../examples.ts";
import { mutated, mutatedFields, mutatedText, uuid } from "../mutate.ts";
import { shops } from "../use-fuzzed-app.ts";
import { secrets } from "../world.ts";
import type { RawRequest } from "./send-raw.ts";

const topics = {
  "fulfillments/create": fulfillmentBody,
  "fulfillments/update": fulfillmentBody,
  ...lifecycleBodies,
};
type Topic = keyof typeof topics;

const headersOf = (topic: Topic) => ({
  "content-type": "application/json",
  "x-shopify-topic": topic,
  // What ends a shop is told of one that nobody else is in need of.
  "x-shopify-shop-domain": topic in lifecycleBodies ? shops.passing : shops.own,
  "x-shopify-webhook-id": uuid,
  "x-shopify-event-id": uuid,
  "x-shopify-triggered-at": "2026-11-28T10:00:00.123456789Z",
});

/** Signed, as only Shopify can, whatever it says. */
export const bentWebhook: fc.Arbitrary<RawRequest> = fc
  .constantFrom<Topic>(
    "fulfillments/create",
    "fulfillments/update",
    ...(Object.keys(lifecycleBodies) as Topic[]),
  )
  .chain((topic) =>
    fc.record({
      headers: fc.oneof(
        { weight: 3, arbitrary: fc.constant(Object.entries(headersOf(topic))) },
        { weight: 1, arbitrary: mutatedFields(headersOf(topic)) },
      ),
      body: fc.oneof(
        {
          weight: 6,
          arbitrary: mutated(topics[topic]).map(
            (value) => JSON.stringify(value) ?? "",
          ),
        },
        { weight: 1, arbitrary: mutatedText(JSON.stringify(topics[topic])) },
      ),
    }),
  )
  .map(({ headers, body }) => {
    const bytes = Buffer.from(body);
    return {
      method: "POST",
      path: "/webhooks/shopify",
      headers: {
        ...Object.fromEntries(
          headers.filter(
            ([name]) =>
              /^[a-z-]+$/.test(name) &&
              name !== "content-length" &&
              name !== "host",
          ),
        ),
        "x-shopify-hmac-sha256": createHmac("sha256", secrets.apiSecret)
          .update(bytes)
          .digest("base64"),
      },
      body: bytes,
    };
  });

/** To the address that KeyDelivery was given, mostly. */
export const bentPush = (
  token: string,
  number: string,
): fc.Arbitrary<RawRequest> => {
  const push = { ...pushBody, carrier_id: "ups", tracking_number: number };
  return fc
    .record({
      token: fc.oneof(
        { weight: 8, arbitrary: fc.constant(token) },
        { weight: 1, arbitrary: mutatedText(token) },
      ),
      body: fc.oneof(
        {
          weight: 6,
          arbitrary: mutated(push, {
            ...expiredPush,
            tracking_number: number,
          }).map((value) => JSON.stringify(value) ?? ""),
        },
        { weight: 1, arbitrary: mutatedText(JSON.stringify(push)) },
      ),
    })
    .map(({ token: given, body }) => ({
      method: "POST",
      path: `/callbacks/keydelivery/${given}`,
      headers: { "content-type": "application/json" },
      body: Buffer.from(body),
    }));
};

/** Anything at any address. */
export const strayRequest: fc.Arbitrary<RawRequest> = fc.record({
  method: fc.constantFrom(
    "GET",
    "POST",
    "PUT",
    "DELETE",
    "PATCH",
    "HEAD",
    "OPTIONS",
    "TRACE",
  ),
  path: mutatedText(
    "/app/shipments?view=all",
    "/api/orders/1",
    "/proxy/track?o=1",
    "/healthz",
    "/assets/a.js",
    "/webhooks/shopify",
    "/%c0%af",
  ).map((path) => `/${path.replace(/^\//, "")}`),
  headers: mutatedFields({
    accept: "text/html",
    authorization: "Bearer a.b.c",
    cookie: "a=b",
  }).map((fields) =>
    Object.fromEntries(
      fields.filter(
        ([name]) =>
          /^[a-z-]+$/.test(name) &&
          !/^(content-length|transfer-encoding|host|expect|upgrade|connection)$/.test(
            name,
          ),
      ),
    ),
  ),
});
