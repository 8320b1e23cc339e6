import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";

const timeoutMs = 10_000;

/**
 * How Shopify's library calls: with a time-out, which it does not have by itself. In a simulation what is meant
 * for a shop goes to the simulator, the shop in a header, and everything else is refused.
 * Called after the library was imported, which sets its own.
 */
export function setShopifyFetch(simulatedOrigin: string | undefined): void {
  setAbstractFetchFunc((input, init) => {
    const request = new Request(input, {
      ...init,
      signal: AbortSignal.any(
        [init?.signal ?? [], AbortSignal.timeout(timeoutMs)].flat(),
      ),
    });
    return simulatedOrigin === undefined
      ? fetch(request)
      : callSimulator(request, simulatedOrigin);
  });
}

function callSimulator(request: Request, origin: string) {
  const url = new URL(request.url);
  if (!url.hostname.endsWith(".myshopify.com"))
    return Promise.reject(
      new TypeError(`simulated: no call to ${url.hostname}`),
    );
  const headers = new Headers(request.headers);
  headers.set("x-simulated-shop", url.hostname);
  return fetch(new URL(`${url.pathname}${url.search}`, origin), {
    method: request.method,
    headers,
    body: request.body,
    signal: request.signal,
    ...(request.body && { duplex: "half" }),
  });
}
