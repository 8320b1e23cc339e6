import { request as httpRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { previousSecret } from "./serve-ingress.ts";
import { sendWebhook, sign, webhookHeaders } from "./send-webhook.ts";
import { useIngress } from "./use-ingress.ts";

const ingress = useIngress();
const body = JSON.stringify({ id: 1, name: "#1001.1", note: "Zoë 包裹 📦" });
const send = (text = body, changes: Record<string, string | undefined> = {}) =>
  sendWebhook(ingress.url(), text, changes);
const statusOf = async (answer: Promise<Response>) => (await answer).status;

describe("a signed webhook", () => {
  it("is stored with its bytes and one job before it is answered 200", async () => {
    const answer = await send(body, {
      "x-shopify-webhook-id": "webhook-1",
      "x-shopify-event-id": "event-1",
      "x-shopify-shop-domain": "One.MyShopify.com",
    });
    expect(answer.status).toBe(200);
    const [row, ...others] = await ingress.deliveries();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      shopDomain: "one.myshopify.com",
      topic: "fulfillments/create",
      webhookId: "webhook-1",
      eventId: "event-1",
      triggeredAt: new Date("2026-11-23T10:00:00.123Z"),
      processedAt: null,
    });
    expect(Buffer.from(row!.body).toString()).toBe(body);
    expect(row!.dedupeKey).toHaveLength(32);
    expect(await ingress.deliveryJobs()).toEqual([
      { deliveryId: String(row!.id) },
    ]);
  });

  it("is accepted when the previous secret signed it", async () => {
    const answer = send(body, {
      "x-shopify-hmac-sha256": sign(body, previousSecret),
    });
    expect(await statusOf(answer)).toBe(200);
  });

  it.each([
    "yesterday",
    "+275760-09-13T00:00:00.000Z",
    "0000-01-01T00:00:00Z",
    "-000001-01-01T00:00:00Z",
  ])("is stored without a time when Triggered-At is %s", async (time) => {
    const answer = await send(body, { "x-shopify-triggered-at": time });
    expect(answer.status).toBe(200);
    expect((await ingress.deliveries())[0]!.triggeredAt).toBeNull();
  });

  it("is refused with a topic that no topic is as long as", async () => {
    const topic = "x".repeat(5_000);
    const answer = await send(body, { "x-shopify-topic": topic });
    expect(answer.status).toBe(400);
  });

  it("is stored as it came when its text holds a NUL", async () => {
    const text = '{"note":"a\\u0000b"}';
    expect(await statusOf(send(text))).toBe(200);
    const [row] = await ingress.deliveries();
    expect(Buffer.from(row!.body).toString()).toBe(text);
  });

  it("is accepted up to exactly 1 MiB", async () => {
    const text = JSON.stringify({ pad: "x".repeat(1024 ** 2 - 10) });
    expect(text).toHaveLength(1024 ** 2);
    expect(await statusOf(send(text))).toBe(200);
  });
});

describe("a repeated webhook", () => {
  const event = { "x-shopify-event-id": "event-1" };

  it("is answered 200 and makes neither row nor job when event and body are the same", async () => {
    for (let times = 0; times < 3; times += 1)
      expect(await statusOf(send(body, event))).toBe(200);
    expect(await ingress.deliveries()).toHaveLength(1);
    expect(await ingress.deliveryJobs()).toHaveLength(1);
  });

  it("is stored once when all copies come at the same time", async () => {
    const statuses = await Promise.all(
      Array.from({ length: 30 }, () => statusOf(send(body, event))),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await ingress.deliveries()).toHaveLength(1);
    expect(await ingress.deliveryJobs()).toHaveLength(1);
  });

  it.each([
    ["its body is another", `{"id":2}`, event],
    [
      "its topic is another",
      body,
      { ...event, "x-shopify-topic": "orders/delete" },
    ],
    [
      "its shop is another",
      body,
      { ...event, "x-shopify-shop-domain": "two.myshopify.com" },
    ],
    ["its event is another", body, { "x-shopify-event-id": "event-2" }],
  ])("is a row of its own when %s", async (_case, text, changes) => {
    await send(body, event);
    await send(text, changes);
    expect(await ingress.deliveries()).toHaveLength(2);
    expect(await ingress.deliveryJobs()).toHaveLength(2);
  });

  it("is told by its webhook id when it has no event id", async () => {
    const without = { "x-shopify-event-id": undefined };
    await send(body, { ...without, "x-shopify-webhook-id": "w1" });
    await send(body, { ...without, "x-shopify-webhook-id": "w1" });
    await send(body, { ...without, "x-shopify-webhook-id": "w2" });
    expect(await ingress.deliveries()).toHaveLength(2);
  });
});

it("leaves other paths to what comes after", async () => {
  for (const path of ["/", "/webhooks", "/webhooks/shopify/x"])
    expect((await fetch(`${ingress.url()}${path}`)).status).toBe(404);
});

it("reads the path without its query", async () => {
  const answer = fetch(`${ingress.url()}/webhooks/shopify?a=b`, {
    method: "POST",
    body,
    headers: webhookHeaders(body),
  });
  expect(await statusOf(answer)).toBe(200);
});

it("goes on when a sender leaves in the middle of its body", async () => {
  await new Promise<void>((resolve) => {
    const request = httpRequest(`${ingress.url()}/webhooks/shopify`, {
      method: "POST",
      headers: { ...webhookHeaders(body), "content-length": "100000" },
    });
    request.on("error", () => resolve());
    request.write("{", () => request.destroy(new Error("gone")));
  });
  expect(await statusOf(send())).toBe(200);
  expect(await ingress.deliveries()).toHaveLength(1);
});
