import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { shopifySecret } from "#test/ingress/serve-ingress.ts";
import { sign, webhookHeaders } from "#test/ingress/send-webhook.ts";
import { useIngress } from "#test/ingress/use-ingress.ts";
import { mintSessionToken } from "#test/sandbox/shopify/session-token.ts";
import { sendRaw, statusOf } from "./raw-request.ts";

const ingress = useIngress();
const body = JSON.stringify({ id: 1, name: "#1001.1", note: "Zoë 包裹" });
const port = () => Number(new URL(ingress.url()).port);

const send = (
  bytes: Buffer | string,
  changes: Record<string, string | undefined> = {},
  signed: Buffer | string = bytes,
) =>
  fetch(`${ingress.url()}/webhooks/shopify`, {
    method: "POST",
    body: typeof bytes === "string" ? bytes : new Uint8Array(bytes),
    headers: webhookHeaders(signed, changes),
  });
const nothingStored = async () => {
  expect(await ingress.deliveries()).toEqual([]);
  expect(await ingress.deliveryJobs()).toEqual([]);
};

const flipped = () => {
  const bytes = Buffer.from(body);
  bytes[10]! ^= 1;
  return bytes;
};

describe("a webhook that is not what Shopify signed", () => {
  it.each([
    ["has one bit changed", flipped()],
    ["is cut by a byte", body.slice(0, -1)],
    ["is longer by a blank", `${body} `],
    ["is written twice", body + body],
    ["has a byte order mark before it", `\uFEFF${body}`],
    ["is in UTF-16", Buffer.from(body, "utf16le")],
    ["is in Latin-1", Buffer.from(body, "latin1")],
    ["has its letters decomposed", body.normalize("NFD")],
    ["has its letters escaped", body.replace("ë", "\\u00eb")],
    ["has its lines ended otherwise", body.replace(",", ",\r\n")],
    ["is compressed", gzipSync(body)],
  ])("answers 401 and keeps nothing when it %s", async (_how, bytes) => {
    expect((await send(bytes, {}, body)).status).toBe(401);
    await nothingStored();
  });

  it.each([
    ["of nothing", sign("")],
    ["in hexadecimal", hexSignature()],
    ["in the alphabet of URLs", sign(body).replace(/[+/]/g, "_")],
    ["without its padding", sign(body).replace(/=+$/, "")],
    ["cut", sign(body).slice(0, 20)],
    ["twice", `${sign(body)}, ${sign(body)}`],
    ["of another hash", hash("sha1")],
    ["with an empty secret", sign(body, "")],
    ["with the topic in it", sign(`fulfillments/create${body}`)],
  ])("answers 401 to a signature %s", async (_how, signature) => {
    const answer = await send(body, { "x-shopify-hmac-sha256": signature });
    expect(answer.status).toBe(401);
    await nothingStored();
  });

  it("answers 401 to a compressed body that is signed as it was before, though the header says gzip", async () => {
    const headers = { "content-encoding": "gzip" };
    expect((await send(gzipSync(body), headers, body)).status).toBe(401);
    await nothingStored();
  });

  it("answers 400 to a compressed body that is signed as it is: it is no JSON", async () => {
    const headers = { "content-encoding": "gzip" };
    expect((await send(gzipSync(body), headers)).status).toBe(400);
    await nothingStored();
  });

  it.each([
    ["utf-16", "application/json; charset=utf-16"],
    ["another form", "application/x-www-form-urlencoded"],
    ["nothing that exists", "x/y; charset=zzz"],
  ])("reads the bytes alone when the type says %s", async (_how, type) => {
    expect((await send(body, { "content-type": type })).status).toBe(200);
    const [stored] = await ingress.deliveries();
    expect(Buffer.from(stored!.body).toString()).toBe(body);
  });
});

describe("a text that Shopify signed for something else", () => {
  it("is no webhook when it is a query in the form of JSON", async () => {
    // A parameter ` {"a":"` sorts before all of Shopify's, and `z="}` behind them.
    const query = ' {"a":"=1embedded=1shop=one.myshopify.comtimestamp=1z="}';
    expect(JSON.parse(query)).toBeTypeOf("object");
    expect((await send(query)).status).toBe(400);
    await nothingStored();
  });

  it("is no webhook when it is a session token", async () => {
    const token = mintSessionToken({
      apiKey: "key",
      apiSecret: shopifySecret,
      shop: "one.myshopify.com",
    });
    const [header, claims, mac] = token.split(".");
    const signature = Buffer.from(mac!, "base64url").toString("base64");
    const answer = await send(`${header}.${claims}`, {
      "x-shopify-hmac-sha256": signature,
    });
    expect(answer.status).toBe(400);
    await nothingStored();
  });
});

describe("a webhook's headers", () => {
  it.each([
    "one.myshopify.com.evil.com",
    "evil.com/one.myshopify.com",
    "one.myshopify.com:443",
    "https://one.myshopify.com",
    "one.myshopify.com%00",
    "-one.myshopify.com",
    ".myshopify.com",
    "one.myshopify.com,two.myshopify.com",
    "öne.myshopify.com",
    `${"a".repeat(300)}.myshopify.com`,
  ])("name no shop as %s", async (shop) => {
    const answer = await sendRaw(port(), [rawWebhook({ shop })], 1_500);
    expect(statusOf(answer)).toBe(400);
    await nothingStored();
  });

  it("cannot be broken into two by a line end", async () => {
    const shop = "one.myshopify.com\r\nX-Shopify-Topic: shop/redact";
    await sendRaw(port(), [rawWebhook({ shop })], 1_500);
    const topics = (await ingress.deliveries()).map(({ topic }) => topic);
    expect(topics).not.toContain("shop/redact");
  });
});

it("a secret that is rotated costs no webhook: both are known while they change, and none besides", async () => {
  const statuses = await Promise.all(
    ["current-shopify-secret", "previous-shopify-secret", "the-one-before"].map(
      async (secret) => {
        const text = JSON.stringify({ secret });
        const signature = sign(text, secret);
        const changes = { "x-shopify-hmac-sha256": signature };
        return (await send(text, changes)).status;
      },
    ),
  );
  expect(statuses).toEqual([200, 200, 401]);
});

function rawWebhook({ shop }: { shop: string }) {
  const headers = { ...webhookHeaders(body), "x-shopify-shop-domain": shop };
  const lines = Object.entries(headers).map(
    ([name, text]) => `${name}: ${text}`,
  );
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `POST /webhooks/shopify HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n${lines.join("\r\n")}\r\n\r\n${body}`,
  );
}

function hash(name: string) {
  return createHmac(name, shopifySecret).update(body).digest("base64");
}

function hexSignature() {
  return createHmac("sha256", shopifySecret).update(body).digest("hex");
}
