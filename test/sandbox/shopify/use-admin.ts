import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach } from "vitest";
import { startShopify, type SimulatedShopify } from "./start-shopify.ts";
import type { SimulatedShop } from "./world.ts";

const apiKey = "key";
const apiSecret = "secret";
const domain = "one.myshopify.com";
const allScopes = ["read_orders", "read_fulfillments", "write_fulfillments"];

export type Answer = {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string } }[];
  extensions?: {
    cost: {
      requestedQueryCost: number;
      actualQueryCost: number | null;
      throttleStatus: { currentlyAvailable: number };
    };
  };
};

/** Shopify with one installed shop, a live token, and an app that takes every webhook. */
export function useAdmin() {
  const running = {} as { shopify: SimulatedShopify; shop: SimulatedShop };
  const topics: string[] = [];
  let receiver: Server;
  let token: string;

  beforeEach(async () => {
    topics.length = 0;
    receiver = createServer((request, response) => {
      topics.push(String(request.headers["x-shopify-topic"]));
      request.resume().on("end", () => response.writeHead(200).end());
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => receiver.once("listening", resolve));
    const shopify = await startShopify({ apiKey, apiSecret });
    const { port } = receiver.address() as AddressInfo;
    shopify.connectApp(`http://127.0.0.1:${port}`);
    running.shopify = shopify;
    running.shop = shopify.createShop(domain, { scopes: allScopes });
    token = await install(shopify);
  });
  afterEach(async () => {
    receiver.closeAllConnections();
    receiver.close();
    await running.shopify.close();
  });

  const call = (query: string, variables?: object) =>
    post(
      `${running.shopify.origin}/admin/api/2026-10/graphql.json`,
      { query, variables },
      { "x-shopify-access-token": token },
    );
  return {
    running,
    /** Of the webhooks that arrived. */
    topics,
    call,
    ask: async (query: string, variables?: object) =>
      (await (await call(query, variables)).json()) as Answer,
    /** The token asks with these scopes from now on. */
    async grant(...scopes: string[]) {
      running.shop.scopes = scopes;
      token = await install(running.shopify);
    },
  };
}

async function install(shopify: SimulatedShopify) {
  const answer = await post(`${shopify.origin}/admin/oauth/access_token`, {
    client_id: apiKey,
    client_secret: apiSecret,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: shopify.sessionToken(domain),
    requested_token_type:
      "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const post = (url: string, body: object, headers: object = {}) =>
  fetch(url, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      "content-type": "application/json",
      "x-simulated-shop": domain,
      ...headers,
    },
  });
