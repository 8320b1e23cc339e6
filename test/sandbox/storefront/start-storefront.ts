import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { Liquid } from "liquidjs";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { assetOf, layout, renderBlock } from "./theme.ts";

type World = { shop: string; appUrl: string; apiSecret: string };

/**
 * A shop's online store: a plain theme with the tracking block on one page, and the app proxy, which signs what a
 * browser asks under /apps/track and renders Liquid that comes back inside the theme.
 */
export async function startStorefront(world: World, port = 0) {
  const server = createServer((request, response) => {
    answer(world, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) =>
    server.listen(port, "127.0.0.1", resolve),
  );
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? "/", "http://storefront");
  const language = url.searchParams.get("locale") ?? "en";
  const page = (title: string, content: string) =>
    send(response, 200, "text/html", layout(title, language, content));
  // A theme that the merchant put nothing of the app into.
  const blockOf = async (block: "tracking" | "tracking-link") =>
    url.searchParams.get("app") === "off"
      ? ""
      : renderBlock({ block, language, customerId: customerOf(request) });
  if (url.pathname.startsWith("/assets/")) return sendAsset(response, url);
  switch (url.pathname) {
    case "/apps/track":
      return forward(world, request, response, url);
    case "/pages/track":
      return page("Track", `<h1>Your parcel</h1>${await blockOf("tracking")}`);
    case "/pages/about":
      return page("About", "<h1>About</h1><p>We sell bags.</p>");
    case "/":
      return page(
        "Home",
        `<h1>Bags</h1><p>New this week.</p>${await blockOf("tracking-link")}`,
      );
    default:
      return send(response, 404, "text/html", layout("Not found", "en", ""));
  }
}

// Who is signed in to the simulated store; anybody may say so here.
const customerOf = ({ headers }: IncomingMessage) =>
  /(?:^|;\s*)customer=(\d+)/.exec(headers.cookie ?? "")?.[1];

async function forward(
  { shop, appUrl, apiSecret }: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) {
  const typed: Record<string, string[]> = {};
  for (const name of new Set(url.searchParams.keys()))
    typed[name] = url.searchParams.getAll(name);
  const target = new URL("/proxy/track", appUrl);
  const signed = { shop, logged_in_customer_id: customerOf(request) ?? "" };
  target.search = signProxyQuery({ ...typed, ...signed }, apiSecret).toString();
  const told = await fetch(target, {
    headers: {
      "x-forwarded-for": request.socket.remoteAddress ?? "",
      "accept-language": request.headers["accept-language"] ?? "",
      "user-agent": request.headers["user-agent"] ?? "",
    },
  });
  const type = told.headers.get("content-type") ?? "text/plain";
  const text = await told.text();
  if (!type.startsWith("application/liquid"))
    return send(response, told.status, type, text);
  const content = (await new Liquid().parseAndRender(text)) as string;
  return send(
    response,
    told.status,
    "text/html",
    layout("Track", "en", content),
  );
}

function sendAsset(response: ServerResponse, url: URL) {
  const type = url.pathname.endsWith(".js") ? "text/javascript" : "text/css";
  return send(response, 200, type, assetOf(url.pathname));
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
) {
  response.writeHead(status, {
    "content-type": type.includes("charset") ? type : `${type}; charset=utf-8`,
  });
  response.end(text);
}
