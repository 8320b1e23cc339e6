import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { runAdminQuery } from "./admin-api.ts";
import { createShopControl } from "./control.ts";
import { adminPage, browserFiles } from "./host-page.ts";
import { createJournal } from "./journal.ts";
import { answerTokenRequest, useAccessToken } from "./oauth.ts";
import { mintSessionToken } from "./session-token.ts";
import { createWebhooks } from "./webhooks.ts";
import type { SimulatedShop } from "./world.ts";

export type SimulatedShopify = Awaited<ReturnType<typeof startShopify>>;

const apiVersion = "2026-10";

/** Shopify on loopback: tokens, Admin API, webhooks, and an admin page that hosts the embedded app. */
export async function startShopify(options: {
  apiKey: string;
  apiSecret: string;
  port?: number;
  /** How long an access token lives. */
  tokenSeconds?: number;
  retryDelayMs?: number;
}) {
  const { apiKey, apiSecret } = options;
  const journal = createJournal();
  const webhooks = createWebhooks({
    apiSecret,
    journal,
    retryDelayMs: options.retryDelayMs ?? 500,
  });
  const shops = new Map<string, SimulatedShop>();
  const control = createShopControl(shops, webhooks);
  const tokenSeconds = options.tokenSeconds ?? 3_600;
  let appUrl = "";
  let origin = "";
  let onShip: ((shop: string) => void) | undefined;

  const tokenFor = (shop: string, expiresInSeconds?: number) =>
    mintSessionToken({ apiKey, apiSecret, shop, expiresInSeconds });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", origin);
    const asset = browserFiles[url.pathname];
    if (asset) return send(response, 200, asset.text, asset.type);
    const shop = shops.get(String(request.headers["x-simulated-shop"] ?? ""));
    if (url.pathname === "/admin/oauth/access_token") {
      const world = { apiKey, apiSecret, tokenSeconds, journal };
      const told = answerTokenRequest(world, shop, parse(await read(request)));
      return send(response, told.status, JSON.stringify(told.body));
    }
    if (url.pathname.startsWith("/admin/api/"))
      return answerQuery(request, response, url, shop);
    return answerBrowser(request, response, url);
  }

  async function answerQuery(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    shop: SimulatedShop | undefined,
  ) {
    if (url.pathname !== `/admin/api/${apiVersion}/graphql.json` || !shop)
      return send(response, 404, JSON.stringify({ errors: "Not Found" }));
    const token = String(request.headers["x-shopify-access-token"] ?? "");
    const access = useAccessToken(shop, token);
    if (!access)
      return send(
        response,
        401,
        JSON.stringify({
          errors:
            "[API] Invalid API key or access token (unrecognized login or wrong password)",
        }),
      );
    const asked = parse(await read(request)) as { query: string };
    journal.queries.push({ shop: shop.domain, operation: nameOf(asked.query) });
    const result = await runAdminQuery(shop, access, asked);
    send(response, 200, JSON.stringify(result));
  }

  // Pages of the admin: /admin/store/:handle/apps/:app/<path inside the app>
  function answerBrowser(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ) {
    const [, , , handle = "", section = "", ...rest] = url.pathname.split("/");
    const shop = [...shops.values()].find((one) => one.handle === handle);
    if (!url.pathname.startsWith("/admin/store/") || !shop)
      return send(response, 404, "not found", "text/plain");
    if (section === "session-token")
      return send(response, 200, tokenFor(shop.domain), "text/plain");
    if (section === "ship" && request.method === "POST") {
      onShip?.(shop.domain);
      return send(response, 204, "");
    }
    const appPath = `/${rest.slice(1).join("/") || "app"}${url.search}`;
    const page = adminPage({
      shop,
      appUrl,
      apiSecret,
      appPath,
      sessionToken: tokenFor(shop.domain),
      origin,
    });
    return send(response, 200, page, "text/html; charset=utf-8");
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      send(response, 500, String(error), "text/plain"),
    );
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    journal,
    webhooks,
    ...control,
    sessionToken: tokenFor,
    /** Where the app answers; webhooks go there, and the admin page shows it. */
    connectApp(url: string) {
      appUrl = url;
      webhooks.sendTo(url);
    },
    /** What the admin page's "Ship an order" does. */
    shipWith(ship: (shop: string) => void) {
      onShip = ship;
    },
    adminUrl: (domain: string) =>
      `${origin}/admin/store/${shops.get(domain)?.handle}/apps/shipment-tracking/app`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  type = "application/json",
) {
  response.writeHead(status, { "content-type": type });
  response.end(body);
}

const nameOf = (query: string) =>
  /(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? "anonymous";
