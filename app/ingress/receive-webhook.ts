import type { KeyObject } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Clock } from "#app/platform/clock.ts";
import type { Answer } from "./answer.ts";
import { dedupeKey } from "./dedupe-key.ts";
import type { GroupCommit } from "./group-commit.ts";
import { isJsonObject } from "./json-object.ts";
import { readBody } from "./read-body.ts";
import type { DeliveryRow } from "./deliveries.ts";
import { verifySignature } from "./verify-signature.ts";

export type WebhookWorld = {
  /** Of the current secret, and of the previous one while it is being rotated. */
  shopifyKeys: readonly KeyObject[];
  deliveries: GroupCommit<DeliveryRow>;
  /** Of what strangers may have us hold, until their signature can be checked. */
  budget: { left: number };
  clock: Pick<Clock, "now">;
};

const bodyLimit = 1024 ** 2;
// Shopify gives up after five seconds: who takes longer only holds memory.
const bodyMs = 10_000;
const shopPattern = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** Verifies a Shopify webhook over its raw bytes and stores it; the work is the worker's. */
export async function receiveWebhook(
  world: WebhookWorld,
  request: IncomingMessage,
): Promise<Answer> {
  if (request.method !== "POST")
    return {
      status: 405,
      message: "Method not allowed",
      headers: { allow: "POST" },
    };
  const body = await readBody(request, {
    limit: bodyLimit,
    ms: bodyMs,
    budget: world.budget,
  });
  if (!body) return { status: 413, message: "Body too large" };
  const headers = readHeaders(request);
  if (!headers) return { status: 400, message: "Header missing or too long" };
  if (!verifySignature(body, headers.signature, world.shopifyKeys))
    return { status: 401, message: "Signature does not match" };
  if (!shopPattern.test(headers.shopDomain))
    return { status: 400, message: "Not a shop domain" };
  const { shopDomain, topic, webhookId, eventId, triggeredAt } = headers;
  const note = noteOf(headers);
  if (!isJsonObject(body))
    return { status: 400, message: "Body is not a JSON object", note };
  const key = dedupeKey([shopDomain, topic, eventId ?? webhookId], body);
  await world.deliveries.store({
    dedupeKey: key,
    shopDomain,
    topic,
    webhookId,
    eventId,
    triggeredAt,
    body,
    receivedAt: world.clock.now(),
  });
  return { status: 200, message: "OK", note, key };
}

// The signature does not cover headers: only what looks like Shopify's is logged.
const noteOf = (headers: {
  shopDomain: string;
  topic: string;
  webhookId: string;
}) => ({
  shop: headers.shopDomain,
  ...(/^[a-z_]+(\/[a-z_]+)+$/.test(headers.topic) && { topic: headers.topic }),
  ...(/^[\w-]{1,64}$/.test(headers.webhookId) && {
    webhookId: headers.webhookId,
  }),
});

function readHeaders(request: IncomingMessage) {
  const read = (name: string) => {
    const value = request.headers[`x-shopify-${name}`];
    return typeof value === "string" ? value : "";
  };
  const required = {
    signature: read("hmac-sha256"),
    topic: read("topic"),
    shopDomain: read("shop-domain").toLowerCase(),
    webhookId: read("webhook-id"),
  };
  const eventId = read("event-id");
  const given = Object.values(required);
  if (given.includes("")) return undefined;
  // Shopify's are far shorter.
  if ([...given, eventId].some((text) => text.length > 255)) return undefined;
  return {
    ...required,
    eventId: eventId || null,
    triggeredAt: readTime(read("triggered-at")),
  };
}

// The signature does not cover headers: a time the database could not hold must not cost the delivery.
function readTime(text: string) {
  const time = new Date(text);
  const year = time.getUTCFullYear();
  return year >= 2000 && year < 2100 ? time : null;
}
