import { redirect } from "@remix-run/node";

// What Shopify puts on the address of a page that it frames; the session token there is used up.
const frameFields = ["shop", "host", "embedded", "locale"];

/**
 * Takes the frame's parameters from the page before: a link that is clicked before the page's script runs leads to a
 * bare address, which Shopify's library cannot place.
 * @throws Response that redirects to the same address with them
 */
export function keepEmbedded(request: Request): void {
  const url = new URL(request.url);
  const before = request.headers.get("referer") ?? "";
  const isBareDocument =
    request.method === "GET" &&
    !request.headers.has("authorization") &&
    !["shop", "_data"].some((name) => url.searchParams.has(name));
  if (!isBareDocument || !URL.canParse(before)) return;
  const { host, searchParams } = new URL(before);
  // By host: behind a proxy that ends TLS the request is plain.
  if (host !== url.host || !searchParams.has("shop")) return;
  for (const name of frameFields) {
    const value = searchParams.get(name);
    if (value !== null) url.searchParams.set(name, value);
  }
  throw redirect(`${url.pathname}?${url.searchParams.toString()}`);
}
