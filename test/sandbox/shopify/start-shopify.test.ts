import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mintSessionToken } from "./session-token.ts";
import { startShopify, type SimulatedShopify } from "./start-shopify.ts";

const apiKey = "key";
const apiSecret = "secret";
const domain = "one.myshopify.com";
const offline = "urn:shopify:params:oauth:token-type:offline-access-token";

type Received = { headers: Record<string, string>; body: string };
type Tokens = { access_token: string; refresh_token: string };

let shopify: SimulatedShopify;
let receiver: Server;
let received: Received[];
let answers: number[];

beforeEach(async () => {
  shopify = await startShopify({ apiKey, apiSecret, retryDelayMs: 20 });
  received = [];
  answers = [];
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push({
        headers: request.headers as Record<string, string>,
        body,
      });
      response.writeHead(answers.shift() ?? 200).end();
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => receiver.once("listening", resolve));
  shopify.connectApp(
    `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`,
  );
});

afterEach(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await shopify.close();
});

const post = (
  path: string,
  body: object,
  headers: Record<string, string> = {},
) =>
  fetch(`${shopify.origin}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      "content-type": "application/json",
      "x-simulated-shop": domain,
      ...headers,
    },
  });

const exchange = (subject: string, changes: object = {}) =>
  post("/admin/oauth/access_token", {
    client_id: apiKey,
    client_secret: apiSecret,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: subject,
    requested_token_type: offline,
    expiring: "1",
    ...changes,
  });

const refresh = (token: string) =>
  post("/admin/oauth/access_token", {
    client_id: apiKey,
    client_secret: apiSecret,
    grant_type: "refresh_token",
    refresh_token: token,
  });

const query = (
  token: string,
  text = "{ shop { ianaTimezone } }",
  version = "2026-10",
) =>
  post(
    `/admin/api/${version}/graphql.json`,
    { query: text },
    { "x-shopify-access-token": token },
  );

const install = async () => {
  shopify.createShop(domain);
  const answer = await exchange(shopify.sessionToken(domain));
  return (await answer.json()) as Tokens;
};

describe("a token exchange", () => {
  const mint = (changes: Partial<Parameters<typeof mintSessionToken>[0]>) =>
    mintSessionToken({ apiKey, apiSecret, shop: domain, ...changes });

  it.each([
    ["of another app", () => mint({ apiKey: "other" })],
    ["signed by somebody else", () => mint({ apiSecret: "other" })],
    ["that is over", () => mint({ expiresInSeconds: -10 })],
    ["of another shop", () => mint({ shop: "two.myshopify.com" })],
    ["that is none", () => "a.b.c"],
  ])("refuses a session token %s", async (_what, token) => {
    shopify.createShop(domain);
    const answer = await exchange(token());
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: "invalid_subject_token",
    });
  });

  it("refuses a wrong client secret, and tokens that never expire", async () => {
    shopify.createShop(domain);
    const token = shopify.sessionToken(domain);
    expect((await exchange(token, { client_secret: "wrong" })).status).toBe(
      401,
    );
    expect((await exchange(token, { expiring: "0" })).status).toBe(400);
  });
});

describe("the Admin API", () => {
  it("answers with a live token only", async () => {
    const { access_token } = await install();
    expect(await (await query(access_token)).json()).toMatchObject({
      data: { shop: { ianaTimezone: "America/Toronto" } },
    });
    expect((await query("shpat_dead")).status).toBe(401);
  });

  it("refuses a field that the true schema does not have", async () => {
    const { access_token } = await install();
    const answer = await query(access_token, "{ shop { shoeSize } }");
    expect(await answer.text()).toContain("Cannot query field");
  });

  it("does not know another version", async () => {
    const { access_token } = await install();
    expect((await query(access_token, undefined, "2020-01")).status).toBe(404);
  });

  it("is closed after the shop left", async () => {
    const shop = shopify.createShop(domain);
    const { access_token } = (await (
      await exchange(shopify.sessionToken(domain))
    ).json()) as Tokens;
    shopify.uninstall(shop);
    expect((await query(access_token)).status).toBe(401);
    await shopify.webhooks.settled();
  });
});

describe("a refresh token", () => {
  it("is good until what it was exchanged for is used", async () => {
    const first = await install();
    const second = (await (
      await refresh(first.refresh_token)
    ).json()) as Tokens;
    expect((await refresh(first.refresh_token)).status).toBe(200);
    const third = (await (
      await refresh(second.refresh_token)
    ).json()) as Tokens;
    await query(third.access_token);
    const late = await refresh(second.refresh_token);
    expect(late.status).toBe(400);
    expect(await late.json()).toMatchObject({ error: "invalid_grant" });
  });
});

describe("webhooks", () => {
  it("are signed over the bytes sent, with every header", async () => {
    const shop = shopify.createShop(domain);
    shopify.fulfill(shopify.createOrder(shop), {
      trackingNumbers: ["1Z"],
      trackingCompany: "UPS",
    });
    await shopify.webhooks.settled();
    const [{ headers, body }] = received as [Received];
    expect(headers["x-shopify-hmac-sha256"]).toBe(
      createHmac("sha256", apiSecret).update(body).digest("base64"),
    );
    expect(headers).toMatchObject({
      "x-shopify-topic": "fulfillments/create",
      "x-shopify-shop-domain": domain,
      "x-shopify-api-version": "2026-10",
      "x-shopify-webhook-id": expect.any(String) as string,
      "x-shopify-event-id": expect.any(String) as string,
      "x-shopify-triggered-at": expect.any(String) as string,
    });
  });

  it("are sent again, the same, until they are taken", async () => {
    answers = [500, 503];
    const shop = shopify.createShop(domain);
    shopify.fulfill(shopify.createOrder(shop));
    await shopify.webhooks.settled();
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(shopify.journal.deliveries.map(({ status }) => status)).toEqual([
      500, 503, 200,
    ]);
  });

  it("come twice on demand, as one event under two webhook ids", async () => {
    shopify.webhooks.habits.duplicate = true;
    const shop = shopify.createShop(domain);
    shopify.fulfill(shopify.createOrder(shop));
    await shopify.webhooks.settled();
    const ids = (name: string) =>
      new Set(received.map(({ headers }) => headers[name])).size;
    expect([ids("x-shopify-event-id"), ids("x-shopify-webhook-id")]).toEqual([
      1, 2,
    ]);
  });

  it("are held back on demand, and released", async () => {
    shopify.webhooks.hold();
    const shop = shopify.createShop(domain);
    for (let count = 0; count < 5; count++)
      shopify.fulfill(shopify.createOrder(shop));
    await shopify.webhooks.settled();
    expect(received).toHaveLength(0);
    shopify.webhooks.habits.shuffle = true;
    shopify.webhooks.release();
    await shopify.webhooks.settled();
    expect(received).toHaveLength(5);
  });

  it("keep every digit of an order id beyond 2^53", async () => {
    const id = "99007199254740993777";
    const shop = shopify.createShop(domain);
    shopify.fulfill(shopify.createOrder(shop, { id }));
    await shopify.webhooks.settled();
    expect(received[0]?.body).toContain(`"order_id":${id},`);
  });
});

describe("the admin's grant of scopes", () => {
  const grant = (scopes: string) =>
    fetch(`${shopify.origin}/admin/store/one/scopes`, {
      method: "POST",
      body: scopes,
    });

  it("adds them to the shop's, and tells the app", async () => {
    const shop = shopify.createShop(domain);
    const answer = await grant("write_fulfillments");
    expect(await answer.text()).toBe(shop.scopes.join(","));
    expect(shop.scopes).toContain("write_fulfillments");
    await shopify.webhooks.settled();
    expect(received.at(-1)?.headers["x-shopify-topic"]).toBe(
      "app/scopes_update",
    );
  });

  it("tells what is granted, and the app nothing, when none is asked for", async () => {
    const shop = shopify.createShop(domain);
    expect(await (await grant("")).text()).toBe(shop.scopes.join(","));
    await shopify.webhooks.settled();
    expect(received).toEqual([]);
  });
});
