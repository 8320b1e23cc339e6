import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";

/**
 * Sends what is meant for a shop to the simulator, the shop in a header, and refuses everything else.
 * Called after the library was imported, which sets its own.
 */
export function simulateShopify(origin: string): void {
  setAbstractFetchFunc((input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (!url.hostname.endsWith(".myshopify.com"))
      return Promise.reject(
        new TypeError(`simulated: no call to ${url.hostname}`),
      );
    const target = new URL(`${url.pathname}${url.search}`, origin);
    const headers = new Headers(request.headers);
    headers.set("x-simulated-shop", url.hostname);
    return fetch(target, {
      method: request.method,
      headers,
      body: request.body,
      signal: request.signal,
      ...(request.body && { duplex: "half" }),
    });
  });
}
