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

  it("is stored without a time when Triggered-At cannot be read", async () => {
    await send(body, { "x-shopify-triggered-at": "yesterday" });
    expect((await ingress.deliveries())[0]!.triggeredAt).toBeNull();
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

describe("a webhook that cannot be accepted", () => {
  it.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])(
    "answers 405 and names POST when the method is %s",
    async (method) => {
      const answer = await fetch(`${ingress.url()}/webhooks/shopify`, {
        method,
      });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toBe("POST");
    },
  );

  it.each(["hmac-sha256", "topic", "shop-domain", "webhook-id"])(
    "answers 400 without the header %s",
    async (name) => {
      const answer = send(body, { [`x-shopify-${name}`]: undefined });
      expect(await statusOf(answer)).toBe(400);
    },
  );

  it.each([
    ["the body is empty", "", {}],
    ["the body is not JSON", "id=1", {}],
    ["the body is a JSON array", "[]", {}],
    ["the body is JSON null", "null", {}],
    [
      "the shop is not a shop's domain",
      body,
      { "x-shopify-shop-domain": "one.myshopify.com.example.com" },
    ],
  ])("answers 400 when %s", async (_case, text, changes) => {
    expect(await statusOf(send(text, changes))).toBe(400);
  });

  it("answers 401 when the signature was made with another secret", async () => {
    const wrong = { "x-shopify-hmac-sha256": sign(body, "another") };
    expect(await statusOf(send(body, wrong))).toBe(401);
  });

  it("answers 401 when the signature is no signature", async () => {
    expect(await statusOf(send(body, { "x-shopify-hmac-sha256": "é" }))).toBe(
      401,
    );
  });

  it("answers 401 when the JSON was written anew under the old signature", async () => {
    const rewritten = JSON.stringify(JSON.parse(body), null, 1);
    const old = { "x-shopify-hmac-sha256": sign(body) };
    expect(await statusOf(send(rewritten, old))).toBe(401);
  });

  it("answers 401, not 400, to text that is not JSON under a wrong signature", async () => {
    const wrong = { "x-shopify-hmac-sha256": sign("other") };
    expect(await statusOf(send("id=1", wrong))).toBe(401);
  });

  it("answers 413 when Content-Length says more than 1 MiB", async () => {
    const text = JSON.stringify({ pad: "x".repeat(1024 ** 2) });
    const answer = await send(text);
    expect(answer.status).toBe(413);
    expect(answer.headers.get("connection")).toBe("close");
  });

  it("answers 413 when a chunked body turns out longer than 1 MiB", async () => {
    expect(await sendChunked(3 * 1024 ** 2)).toBe(413);
  });

  it("cuts off a sender that does not stop after 413", async () => {
    const startedAt = performance.now();
    await sendChunked(Infinity).catch(() => undefined);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it("leaves no row and no job behind", async () => {
    await send("id=1");
    await send(body, { "x-shopify-hmac-sha256": sign("other") });
    expect(await ingress.deliveries()).toEqual([]);
    expect(await ingress.deliveryJobs()).toEqual([]);
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

function sendChunked(bytes: number) {
  const chunk = Buffer.alloc(64 * 1024, 120);
  return new Promise<number>((resolve, reject) => {
    const request = httpRequest(`${ingress.url()}/webhooks/shopify`, {
      method: "POST",
      headers: webhookHeaders("{}"),
    });
    let status = 0;
    request.on("response", (response) => {
      status = response.statusCode ?? 0;
      response.resume();
      if (bytes !== Infinity) resolve(status);
    });
    request.on("error", reject);
    request.on("close", () => resolve(status));
    let sent = 0;
    const pump = () => {
      while (sent < bytes) {
        sent += chunk.length;
        if (!request.write(chunk)) {
          request.once("drain", pump);
          return;
        }
      }
      request.end();
    };
    pump();
  });
}
