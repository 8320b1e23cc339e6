import { describe, expect, it } from "vitest";
import { sendChunked } from "./send-chunked.ts";
import { sendWebhook, sign } from "./send-webhook.ts";
import { useIngress } from "./use-ingress.ts";

const ingress = useIngress();
const body = JSON.stringify({ id: 1, name: "#1001.1", note: "Zoë 包裹 📦" });
const send = (text = body, changes: Record<string, string | undefined> = {}) =>
  sendWebhook(ingress.url(), text, changes);
const statusOf = async (answer: Promise<Response>) => (await answer).status;
const answerOf = async (answer: Promise<Response>): Promise<unknown> =>
  (await answer).json();
const headerMissing = { code: 400, message: "Header missing or too long" };

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
      expect(await answerOf(answer)).toEqual(headerMissing);
    },
  );

  it.each(["topic", "webhook-id", "event-id"])(
    "answers 400 when the header %s has more than 255 characters",
    async (name) => {
      const given = (length: number) => ({
        [`x-shopify-${name}`]: "x".repeat(length),
      });
      expect(await statusOf(send(body, given(255)))).toBe(200);
      const answer = send(body, given(256));
      expect(await answerOf(answer)).toEqual(headerMissing);
    },
  );

  it.each(["one.myshopify.com.example.com", "evil.example/one.myshopify.com"])(
    "answers 400 when the shop is %s",
    async (shop) => {
      const answer = send(body, { "x-shopify-shop-domain": shop });
      expect(await answerOf(answer)).toEqual({
        code: 400,
        message: "Not a shop domain",
      });
    },
  );

  it.each([
    ["the body is empty", ""],
    ["the body is not JSON", "id=1"],
    ["the body is a JSON array", "[]"],
    ["the body is JSON null", "null"],
  ])("answers 400 when %s", async (_case, text) => {
    expect(await answerOf(send(text))).toEqual({
      code: 400,
      message: "Body is not a JSON object",
    });
  });

  it("answers 401 when the signature was made with another secret", async () => {
    const wrong = { "x-shopify-hmac-sha256": sign(body, "another") };
    expect(await answerOf(send(body, wrong))).toEqual({
      code: 401,
      message: "Signature does not match",
    });
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
    expect(await answer.json()).toEqual({
      code: 413,
      message: "Body too large",
    });
  });

  it("answers 413 when a chunked body turns out longer than 1 MiB", async () => {
    expect(await sendChunked(ingress.url(), 3 * 1024 ** 2)).toBe(413);
  });

  it("cuts off a sender that does not stop after 413", async () => {
    const startedAt = performance.now();
    await sendChunked(ingress.url(), Infinity).catch(() => undefined);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it("leaves no row and no job behind", async () => {
    await send("id=1");
    await send(body, { "x-shopify-hmac-sha256": sign("other") });
    expect(await ingress.deliveries()).toEqual([]);
    expect(await ingress.deliveryJobs()).toEqual([]);
  });
});
